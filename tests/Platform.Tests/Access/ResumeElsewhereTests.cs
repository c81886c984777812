using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>A watch that resumes on another replica, which may lag slightly.</summary>
public sealed class ResumeElsewhereTests(SharedStores stores)
{
    [Fact]
    public async Task A_replica_that_lags_catches_up_before_it_reports_a_revision_as_in_the_future()
    {
        using var folder = new TemporaryDirectory();
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        var prefix = StoreServer.FreshPrefix();
        await using var line = TcpProxy.To(store);
        await using var ahead = await RunningService.StartAsync(stores, [.. folder.Accept(), ("Store:KeyPrefix", prefix)]);
        await using var behind = await RunningService.StartAsync(
            stores, [.. folder.Accept(), ("Store:KeyPrefix", prefix), ("Store:Configuration", line.Configuration)]);
        var key = new Metadata { { "authorization", $"Bearer {RunningService.Key}" } };
        var writer = new RecognitionService.RecognitionServiceClient(ahead.Channel);
        using var first = writer.Watch(new() { FromNow = true }, key);
        Assert.True(await first.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        line.ResponseDelay = TimeSpan.FromMilliseconds(400);
        await writer.RegisterSourceAsync(IdentityTests.Register("a"), key);
        Assert.True(await first.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        var token = first.ResponseStream.Current.ResumeToken;

        using var second = new RecognitionService.RecognitionServiceClient(behind.Channel).Watch(new() { ResumeToken = token }, key);
        await second.ResponseHeadersAsync.WithinAsync(10);
        Assert.True(behind.Revision >= 1);
        line.ResponseDelay = TimeSpan.Zero;
        await writer.RegisterSourceAsync(IdentityTests.Register("b"), key);
        Assert.True(await second.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
        Assert.Equal(2, Assert.Single(second.ResponseStream.Current.Revisions).Revision);
    }
}
