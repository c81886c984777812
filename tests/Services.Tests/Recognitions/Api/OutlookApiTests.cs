using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using Verdict = KosovoNato.Recognitions.V1.Verdict;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>The outlook of a decision is stored with its question, and watchers receive its changes.</summary>
public sealed class OutlookApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_watcher_of_questions_is_notified_when_a_recognition_changes_a_verdict() => OnNato(async service =>
    {
        var drafted = await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        Assert.Null(drafted.Outlook);
        await Is(service, new() { Verdict = Verdict.Blocked, BlockingStates = { "ES", "GR" }, InferredBlockingCount = 2, NeededCount = 2 });
        using var watch = service.Client.Watch(
            new() { FromNow = true, Filter = new() { ResourceTypes = { RecognitionsResourceType.Question } } },
            cancellationToken: Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));
        await service.Situation.ActAsync("ES", ActKind.Granted, "2024");
        var first = await NextAsync(watch);
        Assert.Equal([RecognitionsEventType.DecisionOutlookChanged], first.Changes[0].EventTypes);
        Assert.Equal(["GR"], first.Changes[0].Resource.Question.Outlook.BlockingStates);
        // No caller wrote this revision: it has a causation ID, and the etag stays.
        Assert.True(ChangeEventId.TryParse(first.CausationId, out var cause));
        Assert.Equal(("recognitions", true), (cause.Service, cause.Revision < first.Revision));
        Assert.Equal((drafted.Etag, "system"), (first.Changes[0].Resource.Question.Etag, first.Actor));
        await service.Situation.PositionAsync("map", "GR", Stance.Oppose, "2024");
        var second = await NextAsync(watch);
        Assert.Equal(0, second.Changes[0].Resource.Question.Outlook.InferredBlockingCount);
    });

    [Fact]
    public Task A_question_with_an_outcome_has_no_outlook_until_it_is_put_again() => OnNato(async service =>
    {
        await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        await service.Situation.OpenAsync("map", "2020");
        await Eventually.True(async () => (await QuestionAsync(service)).Outlook is not null);
        var decided = await service.Situation.DecideAsync("map", QuestionStatus.NoConsensus, "2021");
        Assert.Null(decided.Outlook);
        await service.Situation.OpenAsync("map", "2022");
        await Is(service, new() { Verdict = Verdict.Blocked, BlockingStates = { "ES", "GR" }, InferredBlockingCount = 2, NeededCount = 2 });
    });

    [Fact]
    public Task Facts_that_do_not_affect_a_decision_leave_its_question_unchanged() => OnNato(async service =>
    {
        await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        await Eventually.True(async () => (await QuestionAsync(service)).Outlook is not null);
        var before = await VersionsAsync(service);
        await service.Situation.ActAsync("RO", ActKind.Granted, "2024");
        await service.Situation.ActAsync("AL", ActKind.Confirmed, "2024");
        await service.Situation.ActAsync("ES", ActKind.Granted, "2024");
        await Eventually.True(async () => (await QuestionAsync(service)).Outlook.BlockingStates.Count == 1);
        Assert.Equal(before + 1, await VersionsAsync(service));
    });

    [Fact]
    public Task The_outlook_of_a_day_is_derived_from_the_facts_of_that_day() => OnNato(async service =>
    {
        await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        await service.Situation.ActAsync("ES", ActKind.Granted, "2024-06");
        await service.Situation.ActAsync("GR", ActKind.Granted, "2024-07");
        Assert.Equal(["ES", "GR"], await BlockersOn("2024-05-31"));
        Assert.Equal(["GR"], await BlockersOn("2024-06-30"));
        Assert.Empty(await BlockersOn("2024-07-01"));

        async Task<IEnumerable<string>> BlockersOn(string day) =>
            (await service.Client.GetQuestionAsync(
                new() { Name = "questions/map", AsOf = day }, cancellationToken: Cancellation)).Question.Outlook.BlockingStates;
    });

    [Fact]
    public Task After_many_writers_on_two_instances_every_outlook_matches_the_calculator() =>
        RunningService.OnTwo(stores, async (one, other) =>
    {
        await BeginAsync(one);
        await one.Situation.DraftAsync("map", "nato", "GRANT_MAP");
        var writers = Enumerable.Range(0, 8).Select(async writer =>
        {
            var history = new RandomHistory(writer % 2 == 0 ? one : other, Random.Shared.Next());
            for (var i = 0; i < StressMode.Rounds(8, 25, 400); i++)
            {
                await history.NextAsync();
            }
        });
        await Task.WhenAll(writers).WithinAsync(120);
        foreach (var service in new[] { one, other })
        {
            await Eventually.True(() => AgreesAsync(service));
        }
    });

    [Fact]
    public async Task An_outlook_changes_when_a_day_begins()
    {
        var time = new ShiftedTime(beforeMidnight: TimeSpan.FromSeconds(4));
        await RunningService.On(stores, async service =>
        {
            await BeginAsync(service);
            await service.Situation.DraftAsync("map", "nato", "GRANT_MAP");
            await service.Situation.ActAsync("GR", ActKind.Granted, "2024");
            await service.Situation.PositionAsync("map", "ES", Stance.Support, PartialDate.Of(ShiftedTime.Tomorrow).ToString());
            // There are no further writes from here on.
            await Is(service, new() { Verdict = Verdict.Met, NeededCount = 0 });
        }, time);
    }

    /// <summary>The system clock, shifted to another day.</summary>
    sealed class ShiftedTime(TimeSpan beforeMidnight) : TimeProvider
    {
        readonly TimeSpan shift = System.GetUtcNow().UtcDateTime.Date.AddDays(1) - beforeMidnight - System.GetUtcNow().UtcDateTime;

        public static DateOnly Tomorrow => DateOnly.FromDateTime(System.GetUtcNow().UtcDateTime).AddDays(1);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
    }

    static async Task<bool> AgreesAsync(RunningService service)
    {
        var questions = (await service.Client.ListQuestionsAsync(new() { Filter = Pending }, cancellationToken: Cancellation)).Questions;
        var assessed = await service.Client.AssessDecisionAsync(
            new() { Organization = "organizations/nato", Decision = "GRANT_MAP" }, cancellationToken: Cancellation);
        return questions.All(question => question.Outlook is { } outlook && outlook.Verdict == assessed.Verdict
            && outlook.BlockingStates.SequenceEqual(assessed.BlockingStates)
            && outlook.InferredBlockingCount == assessed.InferredBlockingCount
            && outlook.NeededCount == assessed.NeededCount);
    }

    static QuestionFilter Pending => new() { Statuses = { QuestionStatus.Draft, QuestionStatus.Open } };

    static Task Is(RunningService service, DecisionOutlook outlook) =>
        Eventually.True(async () => outlook.Equals((await QuestionAsync(service)).Outlook), what: outlook.ToString());

    static async Task<Question> QuestionAsync(RunningService service) =>
        (await service.Client.GetQuestionAsync(new() { Name = "questions/map" }, cancellationToken: Cancellation)).Question;

    static async Task<int> VersionsAsync(RunningService service) =>
        (await service.Client.ListRevisionsAsync(new() { Name = "questions/map" }, cancellationToken: Cancellation)).Revisions.Count;

    static async Task<RecognitionsChanged> NextAsync(Grpc.Core.AsyncServerStreamingCall<WatchResponse> watch)
    {
        while (await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10))
        {
            if (watch.ResponseStream.Current.Revisions is [var next, ..])
            {
                return next;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    Task OnNato(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await BeginAsync(service);
        await test(service);
    });

    static async Task BeginAsync(RunningService service)
    {
        await service.Situation.StatesAsync("AL", "BE", "ES", "GR", "RO", "XK");
        await service.Situation.OrganizationAsync("nato", "GRANT_MAP", "AL", "BE", "ES", "GR");
        await service.Situation.RecognizingAsync("2008-02", "AL", "BE");
        await service.Situation.NotRecognizingAsync("ES", "GR");
    }
}
