using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>A service that starts when its upstreams already have a long history.</summary>
public sealed class LateStartTests(SharedStores stores)
{
    const int Writers = 50;

    static int Changes => StressMode.Rounds(2_000, 10_000, 100_000);

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_start_during_thousands_of_changes_catches_up_automatically()
    {
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var recognitions = await Deployment.StartAsync(store);
        await new SeedLoader(recognitions.Rpc).LoadAsync(RepositoryPaths.File("seeds"), Cancelled).WithinAsync(60);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Writers), new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = Cancelled },
            async (writer, end) =>
        {
            var source = $"busy-{writer}";
            await recognitions.Rpc.RegisterSourceAsync(TestRequests.Register(source), cancellationToken: end);
            for (var change = 1; change < Changes / Writers; change++)
            {
                await recognitions.Rpc.CorrectSourceAsync(TestRequests.Correct(source, $"title {change}"), cancellationToken: end);
            }
        });
        await recognitions.Rpc.RecordActAsync(RecognitionActs.Grant("ES"));

        await using var milestones = await InProcessMilestones.StartAsync(
            store, StoreServer.FreshPrefix(), recognitions.Service.GrpcAddress, TimeSpan.FromSeconds(1));
        await milestones.LoadSeedsAsync();

        await Eventually.True(async () =>
            (await milestones.Rpc.GetMilestoneAsync(new() { Name = "milestones/recognition-nato" }))
                .Milestone.Outlook.Criterion is { MetCount: 29, TotalCount: 32 }, seconds: 30);
        milestones.AssertNoErrors();
    }
}
