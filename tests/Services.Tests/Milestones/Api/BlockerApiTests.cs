using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class BlockerApiTests(SharedStores stores)
{
    [Fact]
    public Task A_blocker_is_opened_and_resolved_once() => OnMilestone(async service =>
    {
        var blocker = Blocker("XKX");
        blocker.OpenedOn = "2014-12-15";
        var opened = await service.Situation.OpenAsync("milestones/a", blocker);
        Assert.Equal(("b1", "XK", BlockerSeverity.Hard, BlockerStatus.Open, Readiness.Blocked),
            (opened.Blockers[0].Id, opened.Blockers[0].Origin, opened.Blockers[0].Severity, opened.Blockers[0].Status,
                opened.Outlook.Readiness));
        Assert.Equal(
            [MilestonesEventType.BlockerOpened, MilestonesEventType.ReadinessChanged], await service.LastEventsAsync("milestones/a"));
        await Rule("RESOLVED_BEFORE_OPENED", () => service.Situation.ResolveAsync("milestones/a", "b1", "2014-12-14"));
        await ErrorAssert.ForFields(() => service.Situation.ResolveAsync("milestones/a", "b1", "2999"), "resolved_on");
        var resolved = await service.Situation.ResolveAsync("milestones/a", "b1", "2015");
        Assert.Equal(
            (BlockerStatus.Resolved, "2015", Readiness.Ready),
            (resolved.Blockers[0].Status, resolved.Blockers[0].ResolvedOn, resolved.Outlook.Readiness));
        Assert.Equal(
            [MilestonesEventType.BlockerResolved, MilestonesEventType.ReadinessChanged], await service.LastEventsAsync("milestones/a"));
        await Rule("BLOCKER_RESOLVED", () => service.Situation.ResolveAsync("milestones/a", "b1"));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.ResolveAsync("milestones/a", "b2"));
        await ErrorAssert.ForFields(() => service.Situation.ResolveAsync("milestones/a", "t1"), "blocker_id");
    });

    [Fact]
    public Task A_blocker_with_a_criterion_resolves_only_automatically() => OnMilestone(async service =>
    {
        await service.Situation.CentreAsync("ccdcoe");
        await service.Situation.AgreementAsync("mou", "ccdcoe");
        await service.Situation.OpenAsync("milestones/a", Blocker("organizations/ccdcoe", resolvesWhen: Agreed("ccdcoe")));
        await Rule("CRITERION_DECIDES", () => service.Situation.ResolveAsync("milestones/a", "b1"));
        await service.Situation.MoveAsync("agreements/mou", AgreementStatus.Signed, "2025-01-01");
        Assert.Equal(BlockerStatus.Open, (await service.Situation.GetAsync("a")).Blockers[0].Status);
        await service.Situation.MoveAsync("agreements/mou", AgreementStatus.InForce, "2025-02-03");
        var resolved = (await service.Situation.GetAsync("a")).Blockers[0];
        Assert.Equal((BlockerStatus.Resolved, "2025-02-03"), (resolved.Status, resolved.ResolvedOn));
        Assert.Equal(
            [MilestonesEventType.ReadinessChanged, MilestonesEventType.BlockerResolved], await service.LastEventsAsync("milestones/a"));
        await service.Situation.MoveAsync("agreements/mou", AgreementStatus.Ended, "2025-03-04");
        Assert.Equal(BlockerStatus.Open, (await service.Situation.GetAsync("a")).Blockers[0].Status);
        Assert.Equal(
            [MilestonesEventType.ReadinessChanged, MilestonesEventType.BlockerOpened], await service.LastEventsAsync("milestones/a"));
    });

    [Fact]
    public Task A_blocker_cannot_be_opened_in_the_future_or_as_resolved() => OnMilestone(async service =>
    {
        var blocker = Blocker("ES");
        blocker.OpenedOn = "2999";
        await ErrorAssert.ForFields(() => service.Situation.OpenAsync("milestones/a", blocker), "blocker.opened_on");
        await ErrorAssert.ForFields(
            () => service.Situation.ProposeAsync(Milestone("b", blockers: [blocker])), "milestone.blockers[0].opened_on");
        await ErrorAssert.ForFields(
            () => service.Situation.OpenAsync(
                "milestones/a", new Blocker { Status = BlockerStatus.Resolved, ResolutionEvidence = Cited() }),
            "blocker.kind", "blocker.evidence", "blocker.status", "blocker.resolution_evidence");
    });

    static async Task Rule(string rule, Func<Task> call) =>
        Assert.Equal(rule, (await ErrorAssert.For(ErrorReason.RuleViolated, call)).Metadata["rule"]);

    Task OnMilestone(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.ProposeAsync(Milestone("a"));
        await test(service);
    });
}
