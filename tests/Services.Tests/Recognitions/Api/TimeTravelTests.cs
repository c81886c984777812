using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.Derivations;
using KosovoNato.Recognitions.Queries;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>Valid time and transaction time on random histories.</summary>
public sealed class TimeTravelTests(SharedStores stores)
{
    // The number of writes that must be accepted for a history to be meaningful.
    const int Enough = 15;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A query with its original response.</summary>
    sealed record Asked(Func<KnownAt?, Task<(IMessage Answer, Revision Revision)>> Again, IMessage Answer, Revision Revision);

    [Fact]
    public Task A_read_with_known_at_returns_exactly_the_earlier_response() => RunningService.On(stores, async service =>
    {
        var history = new RandomHistory(service, Seed(out var seed));
        await history.BeginAsync();
        List<Asked> asked = [];
        var rounds = StressMode.Rounds(20, 60, 1_000);
        for (var i = 0; i < rounds || (history.Done <= Enough && i < 10 * rounds); i++)
        {
            await history.NextAsync();
            foreach (var question in Questions(service, history))
            {
                var (answer, revision) = await question(null);
                asked.Add(new(question, answer, revision));
            }
        }

        Assert.True(history.Done > Enough, $"Only {history.Done} writes fitted (seed {seed}).");
        foreach (var one in asked)
        {
            foreach (var known in new[] { new KnownAt { Revision = one.Revision.Number }, new KnownAt { Token = one.Revision.Token } })
            {
                var (answer, _) = await one.Again(known);
                Assert.True(one.Answer.Equals(answer), $"At {one.Revision.Number} (seed {seed}) it was {one.Answer}, and is {answer}.");
            }
        }
    });

    [Fact]
    public Task As_of_today_reads_return_the_current_record() => RunningService.On(stores, async service =>
    {
        var history = new RandomHistory(service, Seed(out var seed));
        await history.BeginAsync();
        for (var i = 0; i < StressMode.Rounds(20, 60, 1_000); i++)
        {
            await history.NextAsync();
        }

        // Facts that begin on a day hold on that day.
        var today = PartialDate.Of(RunningService.Today).ToString();
        await service.Situation.StatesAsync("RO");
        await service.Situation.RecognizingAsync(today, "RO");
        await service.Situation.WriteAsync(
            [new() { RecordMembership = new() { Name = "organizations/nato/memberships/RO", Period = RecognitionFactory.Period(today) } }]);
        // A derived outlook is committed shortly after its facts.
        await Eventually.True(async () => (await All("")).Equals(await All(today)));
        var (count, assess) =
            (new CountRecognitionsRequest { Organization = "organizations/nato" }, new AssessDecisionRequest
            {
                Organization = "organizations/nato",
                Decision = RandomHistory.Decision
            });
        var counted = await service.Client.CountRecognitionsAsync(count, cancellationToken: Cancellation);
        var assessed = await service.Client.AssessDecisionAsync(assess, cancellationToken: Cancellation);
        (count.AsOf, assess.AsOf) = (today, today);
        Assert.Contains("RO", counted.RecognizingStates);
        Assert.Equal(counted, await service.Client.CountRecognitionsAsync(count, cancellationToken: Cancellation));
        Assert.Equal(assessed, await service.Client.AssessDecisionAsync(assess, cancellationToken: Cancellation));

        async Task<RecognitionsResources> All(string day) => new(
            [.. (await service.Client.ListRecognitionsAsync(new() { AsOf = day }, cancellationToken: Cancellation)).Recognitions],
            [.. (await service.Client.ListMembershipsAsync(
                new() { Parent = "organizations/-", AsOf = day }, cancellationToken: Cancellation)).Memberships],
            [.. (await service.Client.ListQuestionsAsync(new() { AsOf = day }, cancellationToken: Cancellation)).Questions],
            [.. (await service.Client.ListPositionsAsync(
                new() { Parent = "questions/-", AsOf = day }, cancellationToken: Cancellation)).Positions]);
    });

    /// <summary>Results are cached across days; this test compares each with an uncached computation.</summary>
    [Fact]
    public Task The_response_for_a_day_does_not_depend_on_other_requested_days() => RunningService.On(stores, async service =>
    {
        var history = new RandomHistory(service, Seed(out var seed));
        await history.BeginAsync();
        for (var i = 0; i < 60; i++)
        {
            await history.NextAsync();
        }

        var state = service.State;
        var known = new KnownAt { Revision = state.Revision };
        foreach (var reading in new[] { PartialDateMode.Possible, PartialDateMode.Certain })
        {
            var count = new CountRecognitionsRequest
            {
                Organization = "organizations/nato",
                PartialDateMode = reading,
                KnownAt = known,
                IncludeSupportingFacts = true
            };
            var assess = new AssessDecisionRequest
            {
                Organization = "organizations/nato",
                Decision = RandomHistory.Decision,
                PartialDateMode = reading,
                KnownAt = known
            };
            for (var i = 0; i < StressMode.Rounds(40, 250, 10_000); i++)
            {
                var day = DateOnly.ParseExact(history.Day(), "yyyy-MM-dd", null);
                count.AsOf = assess.AsOf = PartialDate.Of(day).ToString();
                var counted = await service.Client.CountRecognitionsAsync(count, cancellationToken: Cancellation);
                Assert.True(
                    CountRecognitions.Query.Compute(count, RecognitionScenario.Of(state, count, day)).Equals(counted),
                    $"{count} was answered with {counted} (seed {seed}).");
                var assessed = await service.Client.AssessDecisionAsync(assess, cancellationToken: Cancellation);
                Assert.True(
                    AssessDecision.Query.Compute(assess, RecognitionScenario.Of(state, assess, day)).Equals(assessed),
                    $"{assess} was answered with {assessed} (seed {seed}).");
                var listed = await service.Client.ListRecognitionsAsync(
                    new() { AsOf = count.AsOf, PartialDateMode = reading, KnownAt = known }, cancellationToken: Cancellation);
                Assert.True(On<Recognition>(day, reading).SequenceEqual(listed.Recognitions), $"{count.AsOf} was answered with "
                    + $"{listed} (seed {seed}).");
                var questions = await service.Client.ListQuestionsAsync(
                    new() { AsOf = count.AsOf, PartialDateMode = reading, KnownAt = known }, cancellationToken: Cancellation);
                Assert.True(On<Question>(day, reading).SequenceEqual(questions.Questions), $"{count.AsOf} was answered with "
                    + $"{questions} (seed {seed}).");
            }
        }

        IEnumerable<IMessage> On<T>(DateOnly day, PartialDateMode reading) where T : class, IMessage<T>, new() =>
            state.List<T>().Select(RecognitionAsOfProjection.On(state, day, reading)).OfType<IMessage>();
    });

    [Fact]
    public Task Lists_and_batch_gets_of_a_day_return_the_same_as_gets_of_that_day() => RunningService.On(stores, async service =>
    {
        var history = new RandomHistory(service, Seed(out var seed));
        await history.BeginAsync();
        for (var i = 0; i < 60; i++)
        {
            await history.NextAsync();
        }

        var (day, reading) = (history.Day(), PartialDateMode.Certain);
        var list = await service.Client.ListRecognitionsAsync(new() { AsOf = day, PartialDateMode = reading },
            cancellationToken: Cancellation);
        var batch = await service.Client.BatchGetAsync(
            new() { Names = { list.Recognitions.Select(recognition => recognition.Name) }, AsOf = day, PartialDateMode = reading },
            cancellationToken: Cancellation);
        Assert.NotEmpty(list.Recognitions);
        Assert.Equal(list.Recognitions, batch.Resources.Select(resource => resource.Recognition));
        foreach (var recognition in list.Recognitions)
        {
            var got = await service.Client.GetRecognitionAsync(
                new() { Name = recognition.Name, AsOf = day, PartialDateMode = reading }, cancellationToken: Cancellation);
            Assert.True(recognition.Equals(got.Recognition), $"{recognition} is not {got.Recognition} (seed {seed}).");
        }
    });

    /// <summary>All resources on one day, compared by value.</summary>
    sealed class RecognitionsResources(params IReadOnlyList<IMessage>[] lists)
    {
        readonly List<IMessage> all = [.. lists.SelectMany(list => list)];

        public override bool Equals(object? other) => other is RecognitionsResources resources && all.SequenceEqual(resources.all);

        public override int GetHashCode() => all.Count;
    }

    static IReadOnlyList<Func<KnownAt?, Task<(IMessage Answer, Revision Revision)>>> Questions(
        RunningService service, RandomHistory history)
    {
        var day = history.Random.Next(2) == 0 ? "" : history.Day();
        var reading = day.Length == 0 ? PartialDateMode.Unspecified
            : history.Random.Next(2) == 0 ? PartialDateMode.Possible : PartialDateMode.Certain;
        var roles = new MembershipFilter { Roles = { MembershipRole.Member } };
        return
        [
            async known =>
            {
                var request = new ListRecognitionsRequest { AsOf = day, PartialDateMode = reading, KnownAt = known };
                var answer = await service.Client.ListRecognitionsAsync(request, cancellationToken: Cancellation);
                return (answer, answer.Revision);
            },
            async known =>
            {
                var request = new ListMembershipsRequest { Parent = "organizations/nato", Filter = roles, AsOf = day,
                    PartialDateMode = reading, KnownAt = known };
                var answer = await service.Client.ListMembershipsAsync(request, cancellationToken: Cancellation);
                return (answer, answer.Revision);
            },
            async known =>
            {
                var answer = await service.Client.ListQuestionsAsync(
                    new() { AsOf = day, PartialDateMode = reading, KnownAt = known }, cancellationToken: Cancellation);
                return (answer, answer.Revision);
            },
            async known =>
            {
                var request = new ListPositionsRequest { Parent = "questions/-", AsOf = day, PartialDateMode = reading, KnownAt = known };
                var answer = await service.Client.ListPositionsAsync(request, cancellationToken: Cancellation);
                return (answer, answer.Revision);
            },
            async known =>
            {
                var request = new CountRecognitionsRequest { Organization = "organizations/nato", AsOf = day, PartialDateMode = reading,
                    KnownAt = known,
                    IncludeSupportingFacts = true };
                var answer = await service.Client.CountRecognitionsAsync(request, cancellationToken: Cancellation);
                return (answer, answer.Revision);
            },
            async known =>
            {
                var request = new AssessDecisionRequest { Organization = "organizations/nato", Decision = RandomHistory.Decision,
                    AsOf = day,
                    PartialDateMode = reading, KnownAt = known };
                var answer = await service.Client.AssessDecisionAsync(request, cancellationToken: Cancellation);
                return (answer, answer.Revision);
            },
        ];
    }

    static int Seed(out int seed) => seed = Random.Shared.Next();
}
