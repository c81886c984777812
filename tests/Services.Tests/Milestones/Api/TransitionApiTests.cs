using System.Net;
using System.Net.Http.Json;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class TransitionApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Requirements_must_be_achieved_unless_the_caller_gives_an_override_reason() => OnTrack(async service =>
    {
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("a"));
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("b"));
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("c", dependencies: [Requires("b"), Requires("a")]));
        var info = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.MoveAsync("milestones/c", MilestoneStatus.Achieved));
        Assert.Equal(("REQUIRED_NOT_ACHIEVED", "milestones/a, milestones/b"), (info.Metadata["rule"], info.Metadata["waiting_for"]));
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.Achieved);
        info = await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.MoveAsync("milestones/c", MilestoneStatus.Achieved));
        Assert.Equal("milestones/b", info.Metadata["waiting_for"]);
        await ErrorAssert.For(
            ErrorReason.InvalidRequest, () => service.Situation.MoveAsync("milestones/c", MilestoneStatus.Achieved, overrideReason: " "));
        var achieved = await service.Situation.MoveAsync(
            "milestones/c", MilestoneStatus.Achieved, "2024-05", overrideReason: "the decision came first");
        Assert.Equal(
            (MilestoneStatus.Achieved, "2024-05", Readiness.Done), (achieved.Status, achieved.AchievedOn, achieved.Outlook.Readiness));
        Assert.Equal(("t2", "the decision came first"), (achieved.Transitions[^1].Id, achieved.Transitions[^1].OverrideReason));
        Assert.Equal(["milestones/b"], achieved.Outlook.WaitingFor);
        Assert.Equal(
            [MilestonesEventType.MilestoneTransitioned, MilestonesEventType.ReadinessChanged],
            await service.LastEventsAsync("milestones/c"));
    });

    [Fact]
    public Task In_one_batch_a_milestone_is_achieved_after_its_requirements() => OnTrack(async service =>
    {
        await service.Situation.WriteAsync(
            new MilestonesWrite { ProposeMilestone = new() { Milestone = Milestone("z") } },
            new MilestonesWrite { ProposeMilestone = new() { Milestone = Milestone("a", dependencies: [Requires("z")]) } },
            new MilestonesWrite { StartMilestone = new() { Name = "milestones/a" } },
            new MilestonesWrite { StartMilestone = new() { Name = "milestones/z" } },
            new MilestonesWrite { AchieveMilestone = new() { Name = "milestones/z", Date = "2012", Evidence = Cited() } },
            new MilestonesWrite { AchieveMilestone = new() { Name = "milestones/a", AttestedOn = "2020-01-02", Evidence = Cited() } });
        var achieved = await service.Situation.GetAsync("a");
        Assert.Equal((MilestoneStatus.Achieved, "", Readiness.Done), (achieved.Status, achieved.AchievedOn, achieved.Outlook.Readiness));
        Assert.Empty(achieved.Outlook.WaitingFor);
    });

    [Fact]
    public Task A_transition_that_has_not_happened_yet_cannot_be_recorded() => OnTrack(async service =>
    {
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("a", MilestoneKind.Decision));
        var later = PartialDate.Of(RunningService.Today.AddDays(2)).ToString();
        foreach (var to in (MilestoneStatus[])[MilestoneStatus.Achieved, MilestoneStatus.Missed, MilestoneStatus.Abandoned,
            MilestoneStatus.Regressed, MilestoneStatus.Planned, MilestoneStatus.InProgress])
        {
            await ErrorAssert.ForFields(() => service.Situation.MoveAsync("milestones/a", to, later), "date");
        }

        await ErrorAssert.ForFields(() => service.Client.AchieveMilestoneAsync(
            new() { Name = "milestones/a", AttestedOn = later, Evidence = Cited(), RequestId = Situations.NewId() },
            cancellationToken: Cancellation).ResponseAsync, "attested_on");
        await service.Situation.MoveAsync(
            "milestones/a", MilestoneStatus.Achieved, PartialDate.Of(RunningService.Today.AddDays(1)).ToString());
    });

    [Fact]
    public Task All_violations_of_a_transition_are_reported_at_once() => OnTrack(async service =>
    {
        var request = new AchieveMilestoneRequest
        {
            Name = "tracks/a",
            AttestedOn = "2020",
            OverrideReason = new string('x', 501),
            RequestId = "1"
        };
        await ErrorAssert.ForFields(Achieve, "name", "attested_on", "override_reason", "evidence", "request_id");
        request = new() { Name = "milestones/a", Evidence = Cited(), RequestId = Situations.NewId() };
        await ErrorAssert.ForFields(Achieve, "date");
        request.Date = "2020-02";
        request.AttestedOn = "2020-01-31";
        await ErrorAssert.ForFields(Achieve, "attested_on");
        request.Date = "";
        await ErrorAssert.For(ErrorReason.ResourceNotFound, Achieve);
        await ErrorAssert.ForFields(() => service.Situation.RetractAsync("milestones/a", "a1"), "transition_id");

        Task Achieve() => service.Client.AchieveMilestoneAsync(request, cancellationToken: Cancellation).ResponseAsync;
    });

    [Fact]
    public Task A_transition_is_not_earlier_than_the_previous_one() => OnTrack(async service =>
    {
        await service.Situation.ProposeAsync(Milestone("a"));
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.InProgress, "2020-05");
        var info = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.MoveAsync("milestones/a", MilestoneStatus.Achieved, "2020-04-30"));
        Assert.Equal("EARLIER_THAN_MOVE", info.Metadata["rule"]);
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.Achieved, "2020");
        await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.MoveAsync("milestones/a", MilestoneStatus.Regressed, "2019"));
        await service.Situation.RetractAsync("milestones/a", "t2");
        await service.Situation.RetractAsync("milestones/a", "t1");
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.InProgress, "2019");
    });

    [Fact]
    public Task Only_the_last_transition_can_be_retracted_and_all_of_them_are_kept() => OnTrack(async service =>
    {
        await service.Situation.ProposeInAsync(MilestoneStatus.Achieved, Milestone("a"));
        var info = await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.RetractAsync("milestones/a", "t1"));
        Assert.Equal("NOT_THE_LAST_MOVE", info.Metadata["rule"]);
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.RetractAsync("milestones/a", "t3"));
        var retracted = await service.Situation.RetractAsync("milestones/a", "t2");
        Assert.Equal(
            (MilestoneStatus.InProgress, "", Readiness.Ready), (retracted.Status, retracted.AchievedOn, retracted.Outlook.Readiness));
        Assert.Equal([false, true], retracted.Transitions.Select(move => move.Retracted));
        Assert.Equal(
            [MilestonesEventType.MilestoneTransitioned, MilestonesEventType.CorrectionMade, MilestonesEventType.ReadinessChanged],
            await service.LastEventsAsync("milestones/a"));
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.RetractAsync("milestones/a", "t2"));
        var again = await service.Situation.MoveAsync("milestones/a", MilestoneStatus.Achieved, "2021");
        Assert.Equal(["t1", "t2", "t3"], again.Transitions.Select(move => move.Id));
    });

    [Fact]
    public Task A_milestone_is_missed_if_its_target_has_passed_or_by_decision() => OnTrack(async service =>
    {
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("untargeted"));
        await service.Situation.ProposeInAsync(
            MilestoneStatus.InProgress, Milestone("early", targetOn: $"{RunningService.Today.Year}-12-31"));
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("late", targetOn: "2020"));
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("decision", MilestoneKind.Decision));
        foreach (var id in (string[])["untargeted", "early"])
        {
            var info = await ErrorAssert.For(
                ErrorReason.RuleViolated, () => service.Situation.MoveAsync($"milestones/{id}", MilestoneStatus.Missed));
            Assert.Equal("NOT_MISSED", info.Metadata["rule"]);
        }

        var missed = await service.Situation.MoveAsync("milestones/late", MilestoneStatus.Missed);
        Assert.Equal(Readiness.NotPursued, missed.Outlook.Readiness);
        await service.Situation.MoveAsync("milestones/decision", MilestoneStatus.Missed);
    });

    [Fact]
    public Task A_missed_milestone_is_planned_again_with_a_new_target() => OnTrack(async service =>
    {
        await service.Situation.ProposeInAsync(MilestoneStatus.Missed, Milestone("a", MilestoneKind.Decision, targetOn: "2020"));
        var info = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.MoveAsync("milestones/a", MilestoneStatus.Planned, targetOn: ""));
        Assert.Equal("NEEDS_TARGET", info.Metadata["rule"]);
        var planned = await service.Situation.MoveAsync("milestones/a", MilestoneStatus.Planned, targetOn: "2031");
        Assert.Equal(("2031", "2020", MilestoneStatus.Planned), (planned.TargetOn, planned.BaselineTargetOn, planned.Status));
        Assert.Equal(
            [MilestonesEventType.MilestoneTransitioned, MilestonesEventType.TargetChanged, MilestonesEventType.ReadinessChanged],
            await service.LastEventsAsync("milestones/a"));
    });

    [Fact]
    public Task A_standing_condition_with_a_criterion_cannot_be_achieved_by_a_caller() => OnTrack(async service =>
    {
        await service.Situation.ProposeInAsync(
            MilestoneStatus.InProgress, Milestone("a", MilestoneKind.StandingCondition, Recognizes("ES")));
        foreach (var to in (MilestoneStatus[])[MilestoneStatus.Achieved, MilestoneStatus.Regressed])
        {
            var info = await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.MoveAsync("milestones/a", to));
            Assert.Equal("CRITERION_DECIDES", info.Metadata["rule"]);
        }

        await service.Situation.ProposeInAsync(MilestoneStatus.Achieved, Milestone("b", MilestoneKind.StandingCondition));
        var taken = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.CorrectAsync(Milestone("b", criterion: Recognizes("ES")), "criterion"));
        Assert.Equal("CRITERION_DECIDES", taken.Metadata["rule"]);
        await service.Situation.RetractAsync("milestones/b", "t2");
        Assert.Equal(
            MilestoneStatus.InProgress,
            (await service.Situation.CorrectAsync(Milestone("b", criterion: Recognizes("ES")), "criterion")).Status);
    });

    [Fact]
    public Task A_milestone_that_was_read_before_another_write_cannot_be_written_back() => OnTrack(async service =>
    {
        var read = await service.Situation.ProposeAsync(Milestone("a"));
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.InProgress);
        read.Title = "A better title";
        await ErrorAssert.For(ErrorReason.EtagMismatch, () => service.Situation.CorrectAsync(read, "title"));
        using var http = new HttpClient { BaseAddress = service.HttpAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/milestones:achieve")
        {
            Content = JsonContent.Create(
                new
                {
                    name = "milestones/a",
                    date = "2021",
                    evidence = new { citations = new[] { new { source = "sources/test" } }, confidence = "CONFIDENCE_VERIFIED" },
                    requestId = Guid.NewGuid(),
                }),
            Headers = { Authorization = new("Bearer", RunningService.Key), IfMatch = { new($"\"{read.Etag}\"") } },
        };
        using var response = await http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    });

    [Fact]
    public Task A_transition_with_a_stale_etag_is_rejected_and_derived_fields_do_not_change_etags() => OnTrack(async service =>
    {
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("a"));
        var b = await service.Situation.ProposeAsync(Milestone("b", dependencies: [Requires("a")]));
        Assert.Equal(Readiness.Waiting, b.Outlook.Readiness);
        await service.Situation.MoveAsync("milestones/a", MilestoneStatus.Achieved);
        var ready = await service.Situation.GetAsync("b");
        Assert.Equal((Readiness.Ready, b.Etag), (ready.Outlook.Readiness, ready.Etag));
        await service.Situation.MoveAsync("milestones/b", MilestoneStatus.InProgress, etag: b.Etag);
        await ErrorAssert.For(
            ErrorReason.EtagMismatch, () => service.Situation.MoveAsync("milestones/b", MilestoneStatus.Achieved, etag: b.Etag));
    });

    [Fact]
    public Task A_milestone_has_at_most_a_hundred_transitions() => OnTrack(async service =>
    {
        await service.Situation.ProposeAsync(Milestone("a"));
        await service.Situation.WriteAsync(Enumerable.Range(0, 50).SelectMany(_ => (MilestonesWrite[])
        [
            new MilestonesWrite { PlanMilestone = new() { Name = "milestones/a" } },
            new MilestonesWrite { AbandonMilestone = new() { Name = "milestones/a" } },
        ]));
        var info = await ErrorAssert.For(
            ErrorReason.RuleViolated, () => service.Situation.MoveAsync("milestones/a", MilestoneStatus.Planned));
        Assert.Equal("TOO_MANY", info.Metadata["rule"]);
        Assert.Equal("t100", (await service.Situation.GetAsync("a")).Transitions[^1].Id);
    });

    Task OnTrack(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await test(service);
    });
}
