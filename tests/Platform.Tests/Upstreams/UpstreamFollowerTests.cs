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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task An_older_copy_of_the_upstream_replaces_the_mirrored_resources_whatever_its_revision_numbers(int writesAfterRestore)
    {
        var configuration = (await stores.Of(StoreBackend.Redis)).Configuration;
        using var folder = new TemporaryDirectory();
        var key = folder.Write("key", RunningService.Key);
        var prefix = StoreServer.FreshPrefix();
        await using var instance = await Instance.StartAsync(
            RandomHistory.Schema, derivation: null, configuration, StoreServer.FreshPrefix());
        StoreCopy copy;
        await using (var upstream = await RunningService.StartAsync("recognitions", configuration, prefix))
        {
            using var follower = Follow(upstream, instance, key);
            await RegisterAsync(upstream, "kept");
            copy = await StoreCopy.TakeAsync(configuration, $"{prefix}:recognitions");
            await RegisterAsync(upstream, "lost-1");
            await follower.CatchUpAsync(Cancelled).WithinAsync(10);
            await RegisterAsync(upstream, "lost-2");
            await follower.CatchUpAsync(Cancelled).WithinAsync(10);
        }

        await copy.PutBackAsync();
        await using var restored = await RunningService.StartAsync("recognitions", configuration, prefix);
        using var again = Follow(restored, instance, key);
        List<string> expected = ["sources/kept"];
        for (var i = 1; i <= writesAfterRestore; i++)
        {
            await RegisterAsync(restored, $"new-{i}");
            expected.Add($"sources/new-{i}");
            // The bus delivers the revision before the follower asks. It must not be applied after a lost one.
            await DeliverAsync(again, restored, restored.Revision);
        }

        await again.CatchUpAsync(Cancelled).WithinAsync(20);
        Assert.Equal(expected, SourcesIn(instance));

        // Messages are applied again, also with a number that a lost revision had.
        await RegisterAsync(restored, "next");
        await DeliverAsync(again, restored, restored.Revision);
        Assert.Equal([.. expected, "sources/next"], SourcesIn(instance));
        instance.Errors.AssertNone();
        restored.Errors.AssertNone();
    }

    [Fact]
    public async Task A_position_ahead_of_the_mirrored_resources_is_discarded_too()
    {
        var configuration = (await stores.Of(StoreBackend.Redis)).Configuration;
        using var folder = new TemporaryDirectory();
        var key = folder.Write("key", RunningService.Key);
        var prefix = StoreServer.FreshPrefix();
        await using var instance = await Instance.StartAsync(
            RandomHistory.Schema, derivation: null, configuration, StoreServer.FreshPrefix());
        (string, string?)[] settings = [("Listen:GrpcPort", $"{FreePort.Next()}")];
        var upstream = await RunningService.StartAsync("recognitions", configuration, prefix, settings);
        using var follower = Follow(upstream, instance, key);
        await RegisterAsync(upstream, "kept");
        var copy = await StoreCopy.TakeAsync(configuration, $"{prefix}:recognitions");
        await follower.CatchUpAsync(Cancelled).WithinAsync(10);
        // States are not mirrored, so the position after them is in memory only.
        var rpc = new RecognitionService.RecognitionServiceClient(upstream.Invoker);
        await rpc.RegisterStateAsync(TestRequests.State("XA"), cancellationToken: Cancelled);
        await rpc.RegisterStateAsync(TestRequests.State("XB"), cancellationToken: Cancelled);
        await follower.CatchUpAsync(Cancelled).WithinAsync(10);
        await upstream.DisposeAsync();

        await copy.PutBackAsync();
        await using var restored = await RunningService.StartAsync("recognitions", configuration, prefix, settings);
        await follower.CatchUpAsync(Cancelled).WithinAsync(20);
        await RegisterAsync(restored, "new");
        await DeliverAsync(follower, restored, restored.Revision);
        Assert.Equal(["sources/kept", "sources/new"], SourcesIn(instance));
        instance.Errors.AssertNone();
        restored.Errors.AssertNone();
    }

    [Fact]
    public async Task A_mirrored_revision_that_the_own_store_lost_is_fetched_again()
    {
        var configuration = (await stores.Of(StoreBackend.Redis)).Configuration;
        using var folder = new TemporaryDirectory();
        await using var upstream = await RunningService.StartAsync("recognitions", configuration);
        var prefix = StoreServer.FreshPrefix();
        await using var instance = await Instance.StartAsync(RandomHistory.Schema, derivation: null, configuration, prefix);
        using var follower = Follow(upstream, instance, folder.Write("key", RunningService.Key));
        await RegisterAsync(upstream, "kept");
        await follower.CatchUpAsync(Cancelled).WithinAsync(10);
        var copy = await StoreCopy.TakeAsync(configuration, $"{prefix}:milestones");
        await RegisterAsync(upstream, "lost");
        await follower.CatchUpAsync(Cancelled).WithinAsync(10);

        var storeId = instance.Replica.Current.StoreId;
        await copy.PutBackAsync();
        await Eventually.True(() => instance.Replica.IsLoaded && instance.Replica.Current.StoreId != storeId);
        Assert.Equal(["sources/kept"], SourcesIn(instance));
        await follower.CatchUpAsync(Cancelled).WithinAsync(10);
        Assert.Equal(["sources/kept", "sources/lost"], SourcesIn(instance));
        instance.Errors.Expect("replica.store_lost_revisions");
        upstream.Errors.AssertNone();
    }

    static IEnumerable<string> SourcesIn(Instance instance) => instance.Replica.Current.List<Source>().Select(source => source.Name);

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
