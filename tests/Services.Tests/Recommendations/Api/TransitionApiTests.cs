using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class TransitionApiTests(SharedStores stores)
{
    const RecommendationStatus Draft = RecommendationStatus.Draft;
    const RecommendationStatus Open = RecommendationStatus.Open;
    const RecommendationStatus Closed = RecommendationStatus.Closed;

    static readonly Dictionary<string, Func<Situations, string, Task<Recommendation>>> Writes = new()
    {
        ["publish"] = (situation, id) => situation.PublishAsync(id),
        ["close"] = (situation, id) => situation.CloseAsync(id, Closing(ClosureReason.Rejected)),
        ["reopen"] = (situation, id) => situation.ReopenAsync(id),
        ["respond"] = (situation, id) => situation.RespondAsync(id, Response(AddresseeResponseKind.Accepted)),
        ["assess"] = (situation, id) => situation.AssessAsync(id, Assessment(Completion.Limited)),
        ["correct note"] = (situation, id) => situation.CorrectAsync(id, new() { Note = "new" }, "note"),
        ["correct title"] = (situation, id) => situation.CorrectAsync(id, new() { Title = "new" }, "title"),
        ["correct summary"] = (situation, id) => situation.CorrectAsync(id, new() { Summary = "new" }, "summary"),
    };

    /// <summary>The effect of a write on a status: the next status, or the reason for the rejection.</summary>
    static readonly Dictionary<
        (RecommendationStatus, string), (RecommendationStatus? Next, string Refused, RecommendationsEventType? Happened)> Table = new()
        {
            [(Draft, "publish")] = (Open, "", RecommendationsEventType.RecommendationPublished),
            [(Draft, "close")] = (null, "PUBLISH", null),
            [(Draft, "reopen")] = (null, "PUBLISH", null),
            [(Draft, "respond")] = (null, "NOT_PUBLISHED", null),
            [(Draft, "assess")] = (null, "NOT_PUBLISHED", null),
            [(Draft, "correct note")] = (Draft, "", RecommendationsEventType.CorrectionMade),
            [(Draft, "correct title")] = (Draft, "", RecommendationsEventType.CorrectionMade),
            [(Draft, "correct summary")] = (Draft, "", RecommendationsEventType.CorrectionMade),
            [(Open, "publish")] = (null, "CLOSE", null),
            [(Open, "close")] = (Closed, "", RecommendationsEventType.RecommendationClosed),
            [(Open, "reopen")] = (null, "CLOSE", null),
            [(Open, "respond")] = (Open, "", RecommendationsEventType.ResponseRecorded),
            [(Open, "assess")] = (Open, "", RecommendationsEventType.AssessmentRecorded),
            [(Open, "correct note")] = (Open, "", RecommendationsEventType.CorrectionMade),
            [(Open, "correct title")] = (null, "TEXT_FIXED", null),
            [(Open, "correct summary")] = (null, "TEXT_FIXED", null),
            [(Closed, "publish")] = (null, "REOPEN", null),
            [(Closed, "close")] = (null, "REOPEN", null),
            [(Closed, "reopen")] = (Open, "", RecommendationsEventType.RecommendationReopened),
            [(Closed, "respond")] = (Closed, "", RecommendationsEventType.ResponseRecorded),
            [(Closed, "assess")] = (Closed, "", RecommendationsEventType.AssessmentRecorded),
            [(Closed, "correct note")] = (Closed, "", RecommendationsEventType.CorrectionMade),
            [(Closed, "correct title")] = (null, "TEXT_FIXED", null),
            [(Closed, "correct summary")] = (null, "TEXT_FIXED", null),
        };

    [Fact]
    public Task Every_write_in_every_status_follows_the_table() => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        foreach (var status in (RecommendationStatus[])[Draft, Open, Closed])
        {
            foreach (var (write, act) in Writes)
            {
                var id = $"{write.Replace(' ', '.')}{(int)status}";
                var before = await situation.InAsync(status, id);
                var (next, refused, happened) = Table[(status, write)];
                if (next is null)
                {
                    await RequireRefusedAsync(() => act(situation, id), status, refused);
                    Assert.Equal(before, await situation.GetAsync(id));
                    continue;
                }

                var after = await act(situation, id);
                Assert.Equal((next, true), (after.Status, after.Etag != before.Etag));
                Assert.Equal(after, await situation.GetAsync(id));
                Assert.Equal([happened!.Value], await service.LastEventsAsync(after.Name));
            }
        }
    });

    [Fact]
    public Task A_recommendation_can_be_closed_and_reopened_repeatedly() => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        await situation.OpenAsync("R1");
        await situation.CloseAsync("R1", Closing(ClosureReason.Rejected));
        var opened = await situation.ReopenAsync("R1");
        Assert.Equal(ClosureReason.Rejected, opened.Closure.Reason);
        Assert.NotNull(opened.Closure.ReopeningEvidence);
        var closed = await situation.CloseAsync("R1", Closing(ClosureReason.Satisfied, on: "2025"));
        Assert.Equal((ClosureReason.Satisfied, "2025"), (closed.Closure.Reason, closed.Closure.Date));
    });

    [Fact]
    public Task A_satisfied_recommendation_is_suggested_for_closure_and_stays_open() => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        var open = await situation.OpenAsync(Recommendation("R1", criterion: NoPartnership));
        Assert.Equal(
            (RecommendationStatus.Open, ProgressKind.Satisfied, true), (open.Status, open.Progress.Kind, open.Progress.ClosureSuggested));
        Assert.Equal(
            [RecommendationsEventType.RecommendationPublished, RecommendationsEventType.ClosureSuggested],
            await service.LastEventsAsync(open.Name));
        var closed = await situation.CloseAsync("R1", Closing(ClosureReason.Satisfied));
        Assert.Equal((ProgressKind.Satisfied, false), (closed.Progress.Kind, closed.Progress.ClosureSuggested));
        Assert.Equal([RecommendationsEventType.RecommendationClosed], await service.LastEventsAsync(open.Name));
        await situation.ReopenAsync("R1");
        var corrected = await situation.CorrectAsync("R1", new() { Criterion = APartnership }, "criterion");
        Assert.Equal(
            (RecommendationStatus.Open, ProgressKind.NotStarted, false),
            (corrected.Status, corrected.Progress.Kind, corrected.Progress.ClosureSuggested));
    });

    [Fact]
    public Task A_superseded_recommendation_names_an_existing_successor_without_a_cycle() => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        foreach (var id in (string[])["A", "B", "C"])
        {
            await situation.OpenAsync(id);
        }

        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => Supersede("A", "D"));
        await ErrorAssert.ForFields(() => Supersede("A", ""), "closure.superseded_by");
        await ErrorAssert.ForFields(() => situation.CloseAsync("A", Closing(ClosureReason.Expired, "B")), "closure.superseded_by");
        await ErrorAssert.ForRule("SUCCESSION_CYCLE", () => Supersede("A", "A"));
        await Supersede("A", "B");
        await Supersede("B", "C");
        var refusal = await ErrorAssert.ForRule("SUCCESSION_CYCLE", () => Supersede("C", "A"));
        Assert.Contains(
            "recommendations/C -> recommendations/A -> recommendations/B -> recommendations/C", refusal.Description,
            StringComparison.Ordinal);
        await situation.ReopenAsync("B");
        await Supersede("C", "A");

        Task Supersede(string id, string by) => situation.CloseAsync(id, Closing(ClosureReason.Superseded, by));
    });

    [Fact]
    public Task Closing_reports_all_violations_at_once_and_rejects_future_dates() => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        await situation.OpenAsync("R1");
        await ErrorAssert.ForFields(() => situation.CloseAsync("R1", new() { Date = "2024-02-30", SupersededBy = "recommendations/B" }),
            "closure.reason", "closure.date", "closure.superseded_by", "closure.evidence");
        var later = PartialDate.Of(RunningService.Today.AddDays(3)).ToString();
        await ErrorAssert.ForFields(() => situation.CloseAsync("R1", Closing(ClosureReason.Expired, on: later)), "closure.date");
        await ErrorAssert.ForFields(() => situation.CloseAsync("R/1", null!), "name", "closure");
        await situation.CloseAsync("R1", Closing(ClosureReason.Expired, on: PartialDate.Of(RunningService.Today).ToString()));
    });

    [Fact]
    public Task A_transition_based_on_an_older_version_is_rejected() => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        var draft = await situation.DraftAsync("R1");
        var corrected = await situation.CorrectAsync("R1", new() { Note = "new" }, "note");
        var info = await ErrorAssert.For(ErrorReason.EtagMismatch, () => situation.PublishAsync("R1", draft.Etag));
        Assert.Equal(corrected.Etag, info.Metadata["etag"]);
        await situation.PublishAsync("R1", corrected.Etag);
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => situation.PublishAsync("R2"));
    });

    static async Task RequireRefusedAsync(Func<Task> write, RecommendationStatus status, string refused)
    {
        if (refused is "NOT_PUBLISHED" or "TEXT_FIXED")
        {
            await ErrorAssert.ForRule(refused, write);
            return;
        }

        var info = await ErrorAssert.For(ErrorReason.TransitionNotAllowed, write);
        Assert.Equal((status.ToString().ToUpperInvariant(), refused), (info.Metadata["status"], info.Metadata["allowed"]));
    }
}
