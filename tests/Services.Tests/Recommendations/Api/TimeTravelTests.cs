using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

/// <summary>Valid time and transaction time on random histories.</summary>
public sealed class TimeTravelTests(SharedStores stores)
{
    const int MaxCount = 8;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_read_with_known_at_returns_exactly_the_earlier_response() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await service.Situation.DocumentAsync();
        List<(Revision Revision, string Day, IReadOnlyList<IMessage> Answers)> seen = [];
        long learned = 0;
        var rounds = StressMode.Rounds(40, 60, 1_000);
        var revisions = new HashSet<long>();
        // Not every random write is legal.
        for (var round = 0; round < rounds || revisions.Count <= rounds / 4; round++)
        {
            Assert.True(round < 10 * rounds, $"Too few writes were legal (seed {seed}).");
            learned = await NextAsync(service, random, learned);
            var day = AnyDay(random);
            var answers = await AskAsync(service, day, known: null);
            var revision = ((ListRecommendationsResponse)answers[0]).Revision;
            revisions.Add(revision.Number);
            seen.Add((revision, day, answers));
        }

        foreach (var (revision, day, answers) in seen)
        {
            foreach (var known in new[] { new KnownAt { Revision = revision.Number }, new KnownAt { Token = revision.Token } })
            {
                var again = await AskAsync(service, day, known);
                Assert.True(answers.SequenceEqual(again), $"At {revision.Number} of '{day}' (seed {seed}) it was {answers[0]}, and is "
                    + $"{again[0]}.");
            }
        }
    });

    [Fact]
    public Task As_of_today_reads_return_the_current_record() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await service.Situation.DocumentAsync();
        var today = PartialDate.Of(RunningService.Today).ToString();
        long learned = 0;
        for (var round = 0; round < StressMode.Rounds(20, 60, 1_000); round++)
        {
            learned = await NextAsync(service, random, learned);
            var now = await service.Client.ListRecommendationsAsync(new(), cancellationToken: Cancellation);
            var asOfToday = await service.Client.ListRecommendationsAsync(new() { AsOf = today }, cancellationToken: Cancellation);
            Assert.True(now.Equals(asOfToday), $"{now} is not {asOfToday} (seed {seed}).");
            foreach (var recommendation in now.Recommendations)
            {
                var explained = await service.Client.ExplainProgressAsync(
                    new() { Recommendation = recommendation.Name }, cancellationToken: Cancellation);
                Assert.True(recommendation.Progress.Equals(explained.Explanation.Progress), $"{recommendation} is not {explained} (seed "
                    + $"{seed}).");
            }
        }
    });

    [Fact]
    public Task Gets_lists_batch_gets_and_explanations_of_a_day_agree() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await service.Situation.DocumentAsync();
        await service.Situation.OpenAsync("R0");
        long learned = 0;
        for (var round = 0; round < 60; round++)
        {
            learned = await NextAsync(service, random, learned);
        }

        foreach (var reading in new[] { PartialDateMode.Possible, PartialDateMode.Certain })
        {
            const string Day = "2012-06-15";
            var list = (await service.Client.ListRecommendationsAsync(
                new() { AsOf = Day, PartialDateMode = reading }, cancellationToken: Cancellation)).Recommendations;
            var batch = await service.Client.BatchGetAsync(
                new() { Names = { list.Select(one => one.Name) }, AsOf = Day, PartialDateMode = reading }, cancellationToken: Cancellation);
            Assert.Equal(list, batch.Resources.Select(resource => resource.Recommendation));
            foreach (var one in list)
            {
                var got = await service.Client.GetRecommendationAsync(
                    new() { Name = one.Name, AsOf = Day, PartialDateMode = reading }, cancellationToken: Cancellation);
                Assert.Equal(one, got.Recommendation);
                var explained = await service.Client.ExplainProgressAsync(
                    new() { Recommendation = one.Name, AsOf = Day, PartialDateMode = reading },
                    cancellationToken: Cancellation);
                Assert.Equal(one.Progress, explained.Explanation.Progress);
            }
        }
    });

    /// <summary>Results are cached across days; this test compares each with an uncached computation.</summary>
    [Fact]
    public Task The_response_for_a_day_does_not_depend_on_other_requested_days() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await service.Situation.DocumentAsync();
        await service.Situation.OpenAsync("R0");
        long learned = 0;
        for (var round = 0; round < 60; round++)
        {
            learned = await NextAsync(service, random, learned);
        }

        var state = service.State;
        foreach (var reading in new[] { PartialDateMode.Possible, PartialDateMode.Certain })
        {
            var request = new ExplainProgressRequest
            {
                Recommendation = "recommendations/R0",
                PartialDateMode = reading,
                KnownAt = new() { Revision = state.Revision }
            };
            for (var i = 0; i < 250; i++)
            {
                var day = new DateOnly(random.Next(2007, 2027), random.Next(1, 13), random.Next(1, 29));
                request.AsOf = PartialDate.Of(day).ToString();
                var explained = await service.Client.ExplainProgressAsync(request, cancellationToken: Cancellation);
                Assert.True(
                    ExplainProgress.Query.Compute(request, RecommendationScenario.Of(state, request, day)).Equals(explained),
                    $"{request} was answered with {explained} (seed {seed}).");
                var listed = await service.Client.ListRecommendationsAsync(
                    new() { AsOf = request.AsOf, PartialDateMode = reading, KnownAt = request.KnownAt }, cancellationToken: Cancellation);
                var alone = state.List<Recommendation>().Select(RecommendationAsOfProjection.On(state, day, reading));
                Assert.True(alone.SequenceEqual(listed.Recommendations), $"{request.AsOf} was answered with {listed} (seed {seed}).");
            }
        }
    });

    [Fact]
    public Task The_progress_of_a_day_is_derived_from_the_facts_of_that_day() => RunningService.On(stores, async service =>
    {
        await service.LearnAsync(
            "recognitions", 1, Recognition("ES", Act(ActKind.Granted, "2012"), Act(ActKind.WithdrawalConfirmed, "2020-05-01")));
        await service.Situation.DocumentAsync();
        await service.Situation.OpenAsync("R1");
        await service.Situation.OpenAsync(Recommendation("R1.1", "R1", criterion: Recognizes("ES")));
        Assert.Equal((ProgressKind.Regressed, ProgressKind.NotStarted), await KindsAsync("", default));
        Assert.Equal((ProgressKind.NotStarted, ProgressKind.NotStarted), await KindsAsync("2011-12-31", default));
        Assert.Equal((ProgressKind.Satisfied, ProgressKind.Satisfied), await KindsAsync("2012-01-01", default));
        Assert.Equal((ProgressKind.NotStarted, ProgressKind.NotStarted), await KindsAsync("2012-12-30", PartialDateMode.Certain));
        Assert.Equal((ProgressKind.Satisfied, ProgressKind.Satisfied), await KindsAsync("2012-12-31", PartialDateMode.Certain));
        Assert.Equal((ProgressKind.Regressed, ProgressKind.NotStarted), await KindsAsync("2020-05-01", default));
        var satisfied = await service.Client.ListRecommendationsAsync(
            new() { AsOf = "2015-01-01", Filter = new() { Progress = { ProgressKind.Satisfied } } }, cancellationToken: Cancellation);
        Assert.Equal(["recommendations/R1", "recommendations/R1.1"], satisfied.Recommendations.Select(one => one.Name));

        async Task<(ProgressKind Part, ProgressKind Above)> KindsAsync(string day, PartialDateMode reading)
        {
            var list = await service.Client.ListRecommendationsAsync(
                new() { AsOf = day, PartialDateMode = reading }, cancellationToken: Cancellation);
            return (list.Recommendations[1].Progress.Kind, list.Recommendations[0].Progress.Kind);
        }
    });

    static async Task<IReadOnlyList<IMessage>> AskAsync(RunningService service, string day, KnownAt? known)
    {
        var client = service.Client;
        List<IMessage> answers =
        [
            await client.ListRecommendationsAsync(new() { AsOf = day, KnownAt = known }, cancellationToken: Cancellation),
            await client.ListDependentsAsync(new() { Name = "states/AL", AsOf = day, KnownAt = known }, cancellationToken: Cancellation),
        ];
        try
        {
            answers.Add(
                await client.ExplainProgressAsync(
                    new() { Recommendation = "recommendations/R0", AsOf = day, KnownAt = known }, cancellationToken: Cancellation));
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            answers.Add(new Google.Rpc.Status { Message = refusal.Status.Detail });
        }

        return answers;
    }

    static string AnyDay(Random random) => random.Next(3) == 0 ? "" : $"{random.Next(2008, 2026)}-0{random.Next(1, 10)}-15";

    /// <summary>A random write here or at an upstream; a rule may reject it, which is not an error here.</summary>
    static async Task<long> NextAsync(RunningService service, Random random, long learned)
    {
        var id = $"R{random.Next(MaxCount)}";
        try
        {
            switch (random.Next(6))
            {
                case 0 or 1:
                    await service.Situation.OpenAsync(
                        Recommendation(
                            id, random.Next(2) == 0 ? "" : $"R{random.Next(MaxCount)}", (RecommendationStrength)random.Next(1, 4),
                            AnyCriterion(random)));
                    break;
                case 2:
                    await service.Situation.AssessAsync(
                        id, new()
                        {
                            Completion = (Completion)random.Next(1, 6),
                            Assessor = AssessorKind.Self,
                            AssessorName = "Somebody",
                            Date = $"{random.Next(2008, 2026)}",
                            Evidence = Cited()
                        });
                    break;
                case 3:
                    await service.Situation.RespondAsync(id, Response(AddresseeResponseKind.Noted, $"{random.Next(2008, 2026)}-03"));
                    break;
                case 4:
                    await service.Situation.CloseAsync(id, Closing(ClosureReason.Expired, on: $"{random.Next(2008, 2026)}-03-01"));
                    break;
                default:
                    await service.LearnAsync("recognitions", learned + 1, AnyRecognition(random));
                    return learned + 1;
            }
        }
        catch (RpcException refusal)
            when (refusal.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition or StatusCode.AlreadyExists)
        {
        }

        return learned;
    }

    static Criteria.V1.Criterion? AnyCriterion(Random random) => random.Next(4) switch
    {
        0 => Recognizes("AL"),
        1 => All(Recognizes("AL"), Recognizes("ES")),
        2 => new() { Negation = Recognizes("ES") },
        _ => null,
    };

    static Recognition AnyRecognition(Random random)
    {
        var year = random.Next(2008, 2024);
        List<Act> acts = random.Next(4) switch
        {
            0 => [],
            1 => [Act(ActKind.Granted, $"{year}"), Act(ActKind.WithdrawalConfirmed, $"{year + 1}-07")],
            _ => [Act(ActKind.Granted, $"{year}-02-03")],
        };
        return Recognition(random.Next(2) == 0 ? "AL" : "ES", acts);
    }
}
