using System.Diagnostics.Metrics;
using KosovoNato.Changes.V1;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Certificates;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Recognitions.V1;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Storage;
using KosovoNato.Storage.Writes;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Upstreams;

/// <summary>Follows a real upstream, and mirrors its sources.</summary>
public sealed class UpstreamFollowerTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_that_cannot_be_applied_is_applied_later_and_never_skipped()
    {
        var configuration = (await stores.Of(StoreBackend.Redis)).Configuration;
        using var folder = new TemporaryDirectory();
        await using var upstream = await RunningService.StartAsync("recognitions", configuration);
        var fails = false;
        var derivation = new Derivation(_ =>
        {
            if (fails)
            {
                throw ApiException.StoreUnavailable();
            }
        });
        await using var instance = await Instance.StartAsync(RandomHistory.Schema, derivation, configuration, StoreServer.FreshPrefix());
        using var follower = Follow(upstream, instance, folder.Write("key", RunningService.Key));
        await RegisterAsync(upstream, "a");
        await follower.CatchUpAsync(Cancelled).WithinAsync(10);
        await RegisterAsync(upstream, "b");
        await RegisterAsync(upstream, "c");

        fails = true;
        await Assert.ThrowsAsync<ApiException>(() => follower.CatchUpAsync(Cancelled)).WithinAsync(10);
        await DeliverAsync(follower, upstream, 2);
        fails = false;
        // The bus continues with the next message, which must not be applied before the one that failed.
        await DeliverAsync(follower, upstream, 3);
        Assert.Equal(1, instance.Get<MirrorWriter>().FollowedTo("recognitions")!.Revision);

        await follower.CatchUpAsync(Cancelled).WithinAsync(10);
        Assert.Equal(3, instance.Get<MirrorWriter>().FollowedTo("recognitions")!.Revision);
        Assert.Equal(["sources/a", "sources/b", "sources/c"], instance.Replica.Current.List<Source>().Select(source => source.Name));
        instance.Errors.AssertNone();
    }

    static async Task RegisterAsync(RunningService upstream, string id)
    {
        var rpc = new RecognitionService.RecognitionServiceClient(upstream.Invoker);
        await rpc.RegisterSourceAsync(TestRequests.Register(id), cancellationToken: Cancelled);
    }

    /// <summary>Delivers a revision as the bus does.</summary>
    static Task DeliverAsync(UpstreamFollower follower, RunningService upstream, long revision)
    {
        var change = ChangeEnvelope.Parser.ParseFrom(upstream.Services.GetRequiredService<Replica>().FindInTail(revision)!.Encoded);
        return follower.HandleAsync(new ChangeEventId("recognitions", upstream.State.StoreId, revision), change, Cancelled).WithinAsync(10);
    }

    /// <summary>A follower that is not started, so that it fetches only when the test calls it.</summary>
    static UpstreamFollower Follow(RunningService upstream, Instance instance, string keyFile)
    {
        var options = Options.Create(new UpstreamOptions());
        var certificates = new CertificateExpiryMetric(instance.Get<IMeterFactory>(), TimeProvider.System);
        var tls = new UpstreamTls(options, certificates, TimeProvider.System, NullLogger<UpstreamTls>.Instance);
        var watch = new UpstreamWatchClient(upstream.GrpcAddress, upstream.Descriptor.FullName, new UpstreamCredential(keyFile), tls);
        return new(
            "recognitions", watch, instance.Get<MirrorWriter>(), instance.Replica, options, TimeProvider.System,
            instance.Get<PlatformMetrics>(), NullLogger<UpstreamFollower>.Instance);
    }
}
