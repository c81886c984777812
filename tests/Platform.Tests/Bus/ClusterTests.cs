using KosovoNato.Storage.Leases;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>A broker of three nodes loses one of them. Nothing that was confirmed is lost, and subscribers continue.</summary>
public sealed class ClusterTests(SharedStores stores)
{
    const string Queue = "milestones.recognitions";
    const int BeforeKill = 500;
    const int DuringKill = 2_000;
    const int AfterKill = 500;
    const int PerRound = BeforeKill + DuringKill + AfterKill;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>
    /// The node that is lost. Not both in one: RabbitMQ before 3.13 rejects everything on a channel that was opened while the queue had no
    /// leader (<c>services/Platform/Replication/Bus/README.md</c>).
    /// </summary>
    public enum LostNode
    {
        LeadsTheQueue,
        HasTheConnection,
    }

    [Theory(Explicit = true)]
    [InlineData(LostNode.LeadsTheQueue)]
    [InlineData(LostNode.HasTheConnection)]
    public async Task A_node_is_killed_and_no_revision_is_lost_or_out_of_order(LostNode lost)
    {
        await using var cluster = await RabbitCluster.StartAsync(Cancelled);
        var heard = new RecordingSubscriber();
        await using var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(), cluster.Address,
            subscriptions: [heard.Subscribe(Queue)],
            settings: [.. cluster.OtherNodes.Select((node, index) => ($"Bus:RabbitMqNodes:{index}", node))]);
        await service.SubscribedAsync();
        var rounds = StressMode.Rounds(1, 1, 20);
        for (var round = 0; round < rounds; round++)
        {
            await AllOnlineAsync(cluster);
            var connected = await cluster.ConnectedNodeAsync(Cancelled);
            var leader = await cluster.MoveLeaderAwayAsync(Queue, connected, Cancelled);
            var killed = lost == LostNode.LeadsTheQueue ? leader : connected;
            await service.PutManyAsync(BeforeKill, $"before{round}-");
            var writing = service.PutManyAsync(DuringKill, $"meanwhile{round}-");
            // In the middle of a window: some messages have been sent, and some confirmations are lost.
            await heard.EventuallyAsync((round * PerRound) + BeforeKill + 100, seconds: 60);
            await killed.KillAsync(Cancelled);
            await writing;
            await service.PutManyAsync(AfterKill, $"after{round}-");

            var published = (round + 1) * PerRound;
            await Eventually.True(() => heard.Revisions.Distinct().Count() == published, seconds: 120);
            var lease = service.Get<RelayLease>();
            await Eventually.True(async () => (await lease.PositionAsync(Cancelled)).Revision == published, seconds: 30);
            if (round < rounds - 1)
            {
                await killed.StartAgainAsync(Cancelled);
            }
        }

        RevisionOrder.AssertComplete(heard.Revisions, rounds * PerRound);
        service.Errors.AssertNone();
    }

    static Task AllOnlineAsync(RabbitCluster cluster) =>
        Eventually.True(async () => await cluster.OnlineMembersAsync(Queue, Cancelled) == 3, seconds: 60, "three nodes keep the queue");
}
