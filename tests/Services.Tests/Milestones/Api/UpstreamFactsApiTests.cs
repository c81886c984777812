using Google.Protobuf;
using KosovoNato.Criteria.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

/// <summary>Facts of the recognition service change milestones in the same commit, with their event as the causation ID.</summary>
public sealed class UpstreamFactsApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_recognition_opens_a_gate_and_its_retraction_undoes_all_of_that() => OnGate(async service =>
    {
        var before = await AllAsync(service);
        var cause = await service.LearnAsync(1, Recognized("BA", "2026-02-03"));
        var condition = await service.Situation.GetAsync("recognition-ba");
        Assert.Equal(
            (MilestoneStatus.Achieved, "2026-02-03", Truth.True),
            (condition.Status, condition.AchievedOn, condition.Outlook.Criterion.Truth));
        var gate = await service.Situation.GetAsync("a5-member");
        Assert.Equal((Readiness.Ready, BlockerStatus.Resolved), (gate.Outlook.Readiness, gate.Blockers[0].Status));
        foreach (var name in (string[])["milestones/recognition-ba", "milestones/a5-member"])
        {
            var history = await service.Client.ListRevisionsAsync(new() { Name = name, PageSize = 1 }, cancellationToken: Cancellation);
            Assert.Equal((cause, "system"), (history.Revisions[0].CausationId, history.Revisions[0].Actor));
        }

        var retracted = Recognition("BA", RecognitionStatus.NotRecognized, (ActKind.Granted, "2026-02-03"));
        retracted.Acts[0].Retracted = true;
        await service.LearnAsync(2, retracted);
        // Equal byte for byte, except for the criterion result: that BA does not recognize is recorded, where it was unknown before.
        Assert.Equal(before.Select(WithoutStanding), (await AllAsync(service)).Select(WithoutStanding));
        Assert.Equal(Truth.False, (await service.Situation.GetAsync("recognition-ba")).Outlook.Criterion.Truth);
    });

    [Fact]
    public Task A_withdrawal_makes_the_condition_regress() => OnGate(async service =>
    {
        await service.LearnAsync(1, Recognized("BA", "2026-02-03"));
        await service.LearnAsync(
            2, Recognition(
                "BA", RecognitionStatus.Withdrawn, (ActKind.Granted, "2026-02-03"), (ActKind.WithdrawalConfirmed, "2026-03-04")));
        Assert.Equal(MilestoneStatus.Regressed, (await service.Situation.GetAsync("recognition-ba")).Status);
        Assert.Equal(Readiness.Blocked, (await service.Situation.GetAsync("a5-member")).Outlook.Readiness);
    });

    [Fact]
    public Task Facts_that_concern_no_milestone_change_none() => OnGate(async service =>
    {
        var before = await AllAsync(service);
        await service.LearnAsync(1, Recognized("ES", "2026-02-03"), new State { Name = "states/ES" });
        // Types that milestones do not use are not mirrored, and the next revision is applied all the same.
        await service.LearnAsync(2, new Source { Name = "sources/seed.a5", Title = "The paper" });
        Assert.Equal(before.Select(Bytes), (await AllAsync(service)).Select(Bytes));
        await service.LearnAsync(3, Recognized("BA", "2026-02-03"));
        Assert.Equal(MilestoneStatus.Achieved, (await service.Situation.GetAsync("recognition-ba")).Status);
    });

    [Fact]
    public Task A_repeated_event_changes_nothing() => OnGate(async service =>
    {
        await service.LearnAsync(1, Recognized("BA", "2026-02-03"));
        var revision = (await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancellation)).Revision;
        await service.LearnAsync(1, Recognized("BA", "2026-02-03"));
        Assert.Equal(revision, (await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancellation)).Revision);
    });

    [Fact]
    public Task An_adopted_question_suggests_that_its_decision_is_achieved() => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("map", MilestoneKind.Decision, Consents(), "2030"));
        await service.LearnAsync(
            1, Organization("nato"), Member("nato", "ES"), Recognition("ES", RecognitionStatus.NotRecognized),
            Question("q", QuestionStatus.Open));
        Assert.Equal(Readiness.Blocked, (await service.Situation.GetAsync("map")).Outlook.Readiness);
        await service.LearnAsync(2, Question("q", QuestionStatus.NoConsensus, decidedOn: "2026-01-02"));
        Assert.Equal(MilestoneStatus.Missed, (await service.Situation.GetAsync("map")).Outlook.SuggestedStatus);
        await service.LearnAsync(3, Question("q", QuestionStatus.Adopted, decidedOn: "2026-02-03"));
        var map = await service.Situation.GetAsync("map");
        Assert.Equal(
            (MilestoneStatus.InProgress, MilestoneStatus.Achieved, Readiness.Ready),
            (map.Status, map.Outlook.SuggestedStatus, map.Outlook.Readiness));
        var achieved = await service.Situation.MoveAsync("milestones/map", MilestoneStatus.Achieved, "2026-02-03");
        Assert.Equal(MilestoneStatus.Unspecified, achieved.Outlook.SuggestedStatus);
    });

    [Fact]
    public async Task An_outlook_changes_when_a_day_begins()
    {
        var clock = new SettableClock(new DateTimeOffset(RunningService.Today, new(12, 0), TimeSpan.Zero));
        await RunningService.On(stores, async service =>
        {
            await service.Situation.TrackAsync("t");
            await service.Situation.ProposeAsync(Milestone("map", MilestoneKind.Decision, Consents()));
            var tomorrow = PartialDate.Of(RunningService.Today.AddDays(1)).ToString();
            await service.LearnAsync(1, Organization("nato"), Member("nato", "AL"), Recognized("AL", "2008-02-18"));
            await service.LearnAsync(2, Member("nato", "ES", from: tomorrow), Recognition("ES", RecognitionStatus.NotRecognized));
            Assert.Equal(Readiness.Ready, (await service.Situation.GetAsync("map")).Outlook.Readiness);
            await Eventually.True(() => clock.Due.Any(left => left > TimeSpan.FromHours(11)), what: "the service waits for the day to "
                + "begin");

            // There are no further writes from here on.
            clock.Advance(TimeSpan.FromHours(12));
            await Eventually.True(async () => (await service.Situation.GetAsync("map")).Outlook.Readiness == Readiness.Blocked);
        }, clock);
    }

    static async Task<IReadOnlyList<Milestone>> AllAsync(RunningService service) =>
        (await service.Client.ListMilestonesAsync(new(), cancellationToken: Cancellation)).Milestones;

    static string Bytes(Milestone milestone) => Convert.ToHexString(milestone.ToByteArray());

    static string WithoutStanding(Milestone milestone)
    {
        var without = milestone.Clone();
        without.Outlook.Criterion = null;
        return Bytes(without);
    }

    /// <summary>A condition on the recognition by BA, and a milestone that requires it and is blocked until BA recognizes.</summary>
    Task OnGate(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.ProposeAsync(Milestone("recognition-ba", MilestoneKind.StandingCondition, Recognizes("BA")));
        await service.Situation.ProposeAsync(
            Milestone("a5-member", dependencies: [Requires("recognition-ba")], blockers: [Blocker("BA", resolvesWhen: Recognizes("BA"))]));
        await test(service);
    });
}
