using Grpc.Core;
using KosovoNato.Criteria.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.V1;
using KosovoNato.Services.Tests.Recommendations.Derivations;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class DerivedProgressApiTests(SharedStores stores)
{
    const int MaxCount = 12;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task After_random_writes_the_stored_progress_matches_the_records() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await service.Situation.DocumentAsync();
        for (var i = 0; i < MaxCount / 2; i++)
        {
            await service.Situation.OpenAsync(Recommendation($"R{i}", i == 0 ? "" : $"R{random.Next(i)}", criterion: AnyCriterion(random)));
        }

        var written = 0;
        HashSet<ProgressKind> seen = [];
        for (var round = 0; round < StressMode.Rounds(400, 5_000); round++)
        {
            written += await TryAsync(() => AnyWriteAsync(service.Situation, random)) ? 1 : 0;
            if (round % 20 == 19)
            {
                seen.UnionWith(await RequireComputedAsync(service, seed));
            }
        }

        Assert.True(written > 50, $"Only {written} writes were legal (seed {seed}).");
        Assert.Superset(
            new HashSet<ProgressKind> { ProgressKind.NotMeasurable, ProgressKind.NotStarted, ProgressKind.Progressing,
                ProgressKind.Satisfied }, seen);
    });

    static Task<Recommendation> AnyWriteAsync(Situations situation, Random random)
    {
        var id = $"R{random.Next(MaxCount)}";
        var other = random.Next(3) == 0 ? "" : $"R{random.Next(MaxCount)}";
        return random.Next(8) switch
        {
            0 or 1 => situation.DraftAsync(Recommendation(id, other, (RecommendationStrength)random.Next(1, 4), AnyCriterion(random))),
            2 => situation.PublishAsync(id),
            3 => situation.CloseAsync(id, Closing(ClosureReason.Expired)),
            4 => situation.ReopenAsync(id),
            5 => situation.AssessAsync(id, Assessment((Completion)random.Next(1, 6))),
            6 => situation.CorrectAsync(id, new() { ParentRecommendation = NameOrEmpty(other) }, "parent_recommendation"),
            _ => situation.CorrectAsync(
                id, new() { Criterion = AnyCriterion(random), Strength = (RecommendationStrength)random.Next(1, 4) },
                "criterion", "strength"),
        };
    }

    /// <summary>No criterion, or one that without recorded facts is half met, not met or met.</summary>
    static Criterion? AnyCriterion(Random random) => random.Next(4) switch
    {
        0 => All(NoPartnership, Achieved("path-map")),
        1 => APartnership,
        2 => NoPartnership,
        _ => null,
    };

    /// <summary>Tries a write that may be rejected by a rule, which is not an error here.</summary>
    static async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (RpcException refusal)
            when (refusal.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.AlreadyExists)
        {
            return false;
        }
    }

    static async Task<IEnumerable<ProgressKind>> RequireComputedAsync(RunningService service, int seed)
    {
        var kept = (await service.Client.ListRecommendationsAsync(
            new() { PageSize = 1_000 }, cancellationToken: Cancellation)).Recommendations;
        foreach (var (recommendation, progress) in ProgressDerivation.Of(new InMemoryResources(kept), RunningService.Today))
        {
            Assert.True(progress.Equals(recommendation.Progress), $"{recommendation.Name} has {recommendation.Progress}, computed "
                + $"{progress} (seed {seed})");
        }

        return kept.Select(recommendation => recommendation.Progress.Kind);
    }
}
