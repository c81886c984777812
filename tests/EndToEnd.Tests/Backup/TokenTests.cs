using Grpc.Core;
using KosovoNato.Backup;
using KosovoNato.Changes.V1;
using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>A restored store has a new store ID, so clients cannot continue with old tokens.</summary>
public sealed class TokenTests(SharedStores stores, StoreFixture grown)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_of_the_old_store_are_rejected_with_STORE_REPLACED()
    {
        var (_, _, revision, page) = grown.Of(10);
        var restored = await ProgramAsync();
        await restored.ImportAsync(grown.BackupOf(10));
        await using var again = await RunningRecognitions.StartAsync(restored);
        RpcException[] refusals =
        [
            await ErrorAssert.By(again.Rpc.ListSourcesAsync(new() { PageSize = 2, PageToken = page })),
            await ErrorAssert.By(again.Rpc.ListSourcesAsync(new() { Consistency = new() { AtLeast = revision } })),
            await ErrorAssert.By(again.Rpc.ListSourcesAsync(new() { KnownAt = new() { Token = revision } })),
            await Assert.ThrowsAsync<RpcException>(
                () => again.Rpc.Watch(new() { RevisionToken = revision }).ResponseStream.MoveNext(Cancelled).WithinAsync(10)),
        ];
        Assert.All(refusals, refusal => Assert.Equal((StatusCode.OutOfRange, "STORE_REPLACED"), (refusal.StatusCode, refusal.Reason())));
    }

    [Fact]
    public async Task A_watching_client_starts_again_with_a_snapshot_when_the_store_of_its_service_is_replaced()
    {
        var at = await ProgramAsync();
        await using var service = await RunningRecognitions.StartAsync(at);
        await service.WriteAsync(6);
        var backup = await at.ExportAsync();
        await service.Rpc.RegisterSourceAsync(TestRequests.Register("after-the-export"));
        await using var client = new RecognitionsClient(new() { Address = service.Service.GrpcAddress, ApiKey = RunningRecognitions.Key });
        await using var events = client.WatchAsync(new WatchRequest { SnapshotFirst = true }, Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.Contains("sources/after-the-export", await SnapshotAsync(events));

        await using (var connection = await ConnectionMultiplexer.ConnectAsync(at.Configuration))
        {
            await connection.GetDatabase().KeyDeleteAsync(at.KeyOf("recognitions"));
        }

        // The service finds the empty store first; the import succeeds nevertheless.
        await at.ImportAsync(backup);
        IReadOnlyList<string> names;
        do
        {
            var again = await NextAsync<WatchEvent<WatchResponse>.SnapshotStart>(events);
            Assert.Equal(ErrorReason.StoreReplaced, again.Reason);
            names = await SnapshotAsync(events);
        }
        while (names.Count == 0);

        Assert.Equal(["sources/s0", "sources/s1", "sources/s2"], names.Order());
        Assert.Equal(7, (await service.Rpc.RegisterSourceAsync(TestRequests.Register("next"))).Revision.Number);
    }

    [Fact]
    public async Task A_command_gives_restored_files_a_new_store_ID()
    {
        await using var server = await StoreServer.StartAsync(StoreBackend.Redis, Cancelled);
        var at = new BackupProgram(server.Configuration, StoreServer.FreshPrefix());
        await at.ImportAsync(grown.BackupOf(10));
        var before = await StoredHash.IdentityAsync(at);
        var ran = await at.RunAsync([], "renew-store-id", "--service", "recognitions");
        Assert.True(ran.Code == ExitCodes.Success, ran.Messages);
        Assert.Contains(await StoredHash.IdentityAsync(at), ran.Messages, StringComparison.Ordinal);
        var after = await StoredHash.IdentityAsync(at);
        Assert.NotEqual(before, after);
        await server.RestartAsync(Cancelled);
        await using var again = await RunningRecognitions.StartAsync(at);
        var known = new KnownAt { Token = (await again.Rpc.ListSourcesAsync(new() { KnownAt = new() { Revision = 4 } })).Revision.Token };
        Assert.Equal(2, (await again.Rpc.ListSourcesAsync(new() { KnownAt = known })).Sources.Count);
        var revision = RevisionToken.Decode("recognitions", known.Token, "revision token").Revision;
        Assert.Equal(after, revision.StoreId);
        known.Token = RevisionToken.Encode("recognitions", revision with { StoreId = before });
        Assert.Equal("STORE_REPLACED", (await ErrorAssert.By(again.Rpc.ListSourcesAsync(new() { KnownAt = known }))).Reason());
        Assert.Equal(
            ExitCodes.Rejected, (await (at with { Prefix = "none" }).RunAsync([], "renew-store-id", "--service", "recognitions")).Code);
    }

    /// <summary>The names in the next full snapshot.</summary>
    static async Task<IReadOnlyList<string>> SnapshotAsync(IAsyncEnumerator<WatchEvent<WatchResponse>> events)
    {
        var names = new List<string>();
        while (true)
        {
            var message = (await NextAsync<WatchEvent<WatchResponse>.Message>(events)).Response;
            names.AddRange(message.Snapshot.Select(change => change.Name));
            if (message.SnapshotEnd is not null)
            {
                return names;
            }
        }
    }

    static async Task<T> NextAsync<T>(IAsyncEnumerator<WatchEvent<WatchResponse>> events) where T : WatchEvent<WatchResponse>
    {
        while (await events.MoveNextAsync().AsTask().WithinAsync(30))
        {
            if (events.Current is T found)
            {
                return found;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    async Task<BackupProgram> ProgramAsync() => new((await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix());
}
