using Grpc.Core;
using KosovoNato.EndToEnd.Tests.Questions;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>A fact recorded in one service changes derived fields of the others.</summary>
public sealed class ReactionTests(SharedStores stores, SharedBroker broker)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recognition_changes_everything_that_depends_on_it_and_its_retraction_undoes_all_of_that()
    {
        var server = await broker.Server;
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var services = await ThreeServices.StartAsync(
            [store, store, store], server.Address(await server.FreshVirtualHostAsync(Cancelled)));
        await SeedLoading.LoadAsync(services);
        await RecognitionActs.ProgressIs(services, 28, 32);
        // The count can be correct while milestones are still on their way to the recommendations.
        await SeededServices.FollowedAsync(services);
        var milestonesBefore = await SeedLoading.MilestonesOf(services.MilestoneRpc);
        var recommendationsBefore = await SeedLoading.RecommendationsOf(services.RecommendationRpc);
        using var milestones = services.MilestoneRpc.Watch(new() { FromNow = true }, cancellationToken: Cancelled);
        using var recommendations = services.RecommendationRpc.Watch(new() { FromNow = true }, cancellationToken: Cancelled);
        await milestones.ResponseStream.MoveNext(Cancelled).WithinAsync(10);
        await recommendations.ResponseStream.MoveNext(Cancelled).WithinAsync(10);

        var recorded = await RecognitionActs.GrantAsync(services, "ES");

        var gate = await NextAsync(milestones.ResponseStream, "milestones/recognition-nato");
        Assert.Equal("system", gate.Changed.Actor);
        Assert.EndsWith($"/{recorded.Revision.Number}", gate.Changed.CausationId, StringComparison.Ordinal);
        Assert.StartsWith("recognitions/", gate.Changed.CausationId, StringComparison.Ordinal);
        Assert.Contains(MilestonesEventType.BlockerResolved, gate.Change.EventTypes);
        var milestone = gate.Change.Resource.Milestone;
        Assert.Equal((29, 32), (milestone.Outlook.Criterion.MetCount, milestone.Outlook.Criterion.TotalCount));
        Assert.Equal(BlockerStatus.Resolved, milestone.Blockers.Single(blocker => blocker.Origin == "ES").Status);

        var first = await NextAsync(recommendations.ResponseStream, "recommendations/R1");
        Assert.Equal(gate.Changed.CausationId, first.Changed.CausationId);
        var criterion = first.Change.Resource.Recommendation.Progress.Criterion;
        Assert.Equal((29, 32), (criterion.MetCount, criterion.TotalCount));
        var versions = await services.RecommendationRpc.ListRevisionsAsync(new() { Name = "recommendations/R1", PageSize = 1 });
        Assert.Equal(gate.Changed.CausationId, versions.Revisions[0].CausationId);

        await RecognitionActs.RetractAsync(services, "ES", recorded.Recognition.Acts[^1].Id);
        await RecognitionActs.ProgressIs(services, 28, 32);
        await Eventually.True(async () => Same(milestonesBefore, await SeedLoading.MilestonesOf(services.MilestoneRpc)));
        await Eventually.True(async () => Same(recommendationsBefore, await SeedLoading.RecommendationsOf(services.RecommendationRpc)));
        services.AssertNoErrors();
    }

    [Fact]
    public async Task A_ballot_changes_a_verdict_and_everything_that_depends_on_it()
    {
        var server = await broker.Server;
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var services = await ThreeServices.StartAsync(
            [store, store, store], server.Address(await server.FreshVirtualHostAsync(Cancelled)));
        await SeedLoading.LoadAsync(services);
        await RecognitionActs.ProgressIs(services, 28, 32);
        await SeededServices.FollowedAsync(services);
        using var milestones = services.MilestoneRpc.Watch(new() { FromNow = true }, cancellationToken: Cancelled);
        using var recommendations = services.RecommendationRpc.Watch(new() { FromNow = true }, cancellationToken: Cancelled);
        await milestones.ResponseStream.MoveNext(Cancelled).WithinAsync(10);
        await recommendations.ResponseStream.MoveNext(Cancelled).WithinAsync(10);

        var evidence = new Evidence.V1.Evidence
        {
            Citations = { new Evidence.V1.Citation { Source = "sources/gk" } },
            Confidence = Evidence.V1.Confidence.GeneralKnowledge,
        };
        var registered = await services.RecognitionRpc.RegisterBallotAsync(new()
        {
            Ballot = new()
            {
                Name = "questions/nato-pfp/ballots/1",
                Body = "NORTH_ATLANTIC_COUNCIL",
                Date = "2025-12-01",
                Results = { new Recognitions.V1.BallotResult { Votes = new() { Against = 0 }, Evidence = evidence } },
                Choices =
                {
                    "ES GR RO SK".Split(' ').Select(code => new Recognitions.V1.BallotChoice
                    {
                        State = code,
                        Choice = Recognitions.V1.VoteChoice.Abstained,
                    }),
                },
                Evidence = evidence,
            },
            RequestId = Guid.NewGuid().ToString(),
        });

        var gate = await NextAsync(milestones.ResponseStream, "milestones/path-consensus-pfp");
        Assert.EndsWith($"/{registered.Revision.Number}", gate.Changed.CausationId, StringComparison.Ordinal);
        var criterion = gate.Change.Resource.Milestone.Outlook.Criterion;
        Assert.Equal((32, 32), (criterion.MetCount, criterion.TotalCount));
        var dependents = await services.RecommendationRpc.ListDependentsAsync(new() { Name = "questions/nato-pfp/ballots/1" });
        Assert.Contains(dependents.Dependents, dependent => dependent.Recommendation == "recommendations/R1.3");
        var progress = await NextAsync(recommendations.ResponseStream, "recommendations/R1.3");
        Assert.Equal(gate.Changed.CausationId, progress.Changed.CausationId);
        Assert.Equal(32, progress.Change.Resource.Recommendation.Progress.Criterion.MetCount);
        services.AssertNoErrors();
    }

    static bool Same(SortedDictionary<string, string> one, SortedDictionary<string, string> other) => one.SequenceEqual(other);

    static async Task<(MilestonesChanged Changed, MilestonesResourceChange Change)> NextAsync(
        IAsyncStreamReader<Milestones.V1.WatchResponse> stream, string name)
    {
        while (await stream.MoveNext(Cancelled).WithinAsync(10))
        {
            foreach (var changed in stream.Current.Revisions)
            {
                if (changed.Changes.FirstOrDefault(change => change.Name == name) is { } change)
                {
                    return (changed, change);
                }
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }

    static async Task<(RecommendationsChanged Changed, RecommendationsResourceChange Change)> NextAsync(
        IAsyncStreamReader<Recommendations.V1.WatchResponse> stream, string name)
    {
        while (await stream.MoveNext(Cancelled).WithinAsync(10))
        {
            foreach (var changed in stream.Current.Revisions)
            {
                if (changed.Changes.FirstOrDefault(change => change.Name == name) is { } change)
                {
                    return (changed, change);
                }
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
