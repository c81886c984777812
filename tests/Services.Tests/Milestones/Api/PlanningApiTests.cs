using KosovoNato.Criteria.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Milestones.V1;
using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class PlanningApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_milestone_is_proposed_with_all_its_known_fields() => OnTrack(async service =>
    {
        await service.Situation.ProposeAsync(Milestone("before"));
        var given = Milestone(
            "a", MilestoneKind.Decision, targetOn: "2028", dependencies: [Requires("before")], blockers: [Blocker("XKX")]);
        given.Criterion = new Criterion { Recognition = new() { State = "ES", Subject = "XKX" } };
        given.OtherDates.Add(new DateClaim { Date = "2027", Evidence = Cited(), Rank = ClaimRank.Normal });
        given.Corrections.Add(
            new Correction { Field = "title", OldValue = "the only one", NewValue = "one of three", Reason = "a register" });
        given.PaperWording = PaperWording.Proposed;
        given.AccessionStep = AccessionStep.PfpJoined;
        given.Note = "a note";
        var proposed = await service.Situation.ProposeAsync(given);
        Assert.Equal(
            (MilestoneStatus.Proposed, "XK", "2028", "2028"),
            (proposed.Status, proposed.Subject, proposed.TargetOn, proposed.BaselineTargetOn));
        Assert.Equal(("XK", AccessionStep.PfpJoined), (proposed.Criterion.Recognition.Subject, proposed.AccessionStep));
        var blocker = Assert.Single(proposed.Blockers);
        Assert.Equal(
            ("b1", "XK", BlockerSeverity.Hard, BlockerStatus.Open), (blocker.Id, blocker.Origin, blocker.Severity, blocker.Status));
        var correction = Assert.Single(proposed.Corrections);
        Assert.True(correction.CorrectedBy.Length > 0 && correction.CorrectedAt is not null);
        Assert.Equal((Readiness.Blocked, Truth.Unknown), (proposed.Outlook.Readiness, proposed.Outlook.Criterion.Truth));
        Assert.Equal(["milestones/before"], proposed.Outlook.WaitingFor);
        Assert.Equal([MilestonesEventType.MilestoneProposed], await service.LastEventsAsync("milestones/a"));
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => service.Situation.ProposeAsync(Milestone("a")));
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.ProposeAsync(Milestone("b").On("nowhere")));
    });

    [Fact]
    public Task All_violations_of_a_proposal_are_reported_at_once() => OnTrack(async service =>
    {
        var wrong = new Milestone
        {
            Name = "milestones/-a",
            Etag = "e",
            Track = "a b",
            Subject = "Kosovo",
            Status = MilestoneStatus.Achieved,
            Transitions = { new MilestoneTransition() },
            AchievedOn = "2020",
            OtherDates = { new DateClaim { Date = "2020", Evidence = Cited(), Rank = ClaimRank.Preferred } },
            TargetOn = "soon",
            BaselineTargetOn = "2020",
            Dependencies = { Requires("b"), new Dependency { Milestone = "milestones/b" }, Requires("a/b") },
            Blockers =
            {
                new Blocker { Id = "b1", Origin = "a b", Severity = (BlockerSeverity)9, OpenedOn = "?", ResolutionCriterion = new(),
                    Status = BlockerStatus.Open },
                new Blocker { Kind = BlockerKind.Trust, ResolvedOn = "2020", ResolutionEvidence = Cited(),
                    Description = new string('x', 501), Evidence = Cited() },
            },
            Criterion = new(),
            PaperWording = (PaperWording)9,
            AccessionStep = (AccessionStep)50,
            Corrections = { new Correction() },
            Note = new string('x', 1_001),
            Outlook = new(),
        };
        await ErrorAssert.ForFields(() => service.Situation.ProposeAsync(wrong),
            "milestone.name", "milestone.etag", "milestone.track", "milestone.title", "milestone.kind", "milestone.subject",
            "milestone.status", "milestone.transitions",
            "milestone.achieved_on", "milestone.other_dates[0].rank", "milestone.target_on", "milestone.baseline_target_on",
            "milestone.dependencies[1].kind", "milestone.dependencies[1].basis", "milestone.dependencies[1].milestone",
            "milestone.dependencies[2].milestone",
            "milestone.blockers[0].kind", "milestone.blockers[0].id", "milestone.blockers[0].origin", "milestone.blockers[0].severity",
            "milestone.blockers[0].opened_on",
            "milestone.blockers[0].resolution_criterion", "milestone.blockers[0].status", "milestone.blockers[0].evidence",
            "milestone.blockers[1].resolved_on", "milestone.blockers[1].resolution_evidence", "milestone.blockers[1].description",
            "milestone.criterion", "milestone.paper_wording", "milestone.accession_step", "milestone.evidence",
            "milestone.corrections[0].field", "milestone.corrections[0].new_value", "milestone.note",
            "milestone.outlook");
        await ErrorAssert.ForFields(
            () => service.Client.ProposeMilestoneAsync(
                new() { RequestId = Situations.NewId() }, cancellationToken: Cancellation).ResponseAsync, "milestone");
    });

    [Fact]
    public Task A_changed_target_needs_a_reason_and_the_first_target_is_kept() => OnTrack(async service =>
    {
        await service.Situation.ProposeAsync(Milestone("a"));
        Assert.Equal(("2026", "2026"), TargetsOf(await service.Situation.RetargetAsync("milestones/a", "2026")));
        Assert.Equal([MilestonesEventType.TargetChanged], await service.LastEventsAsync("milestones/a"));
        await ErrorAssert.ForFields(() => service.Situation.RetargetAsync("milestones/a", "2028"), "reason");
        await ErrorAssert.ForFields(() => service.Situation.RetargetAsync("milestones/a", ""), "reason");
        Assert.Equal(("2028", "2026"), TargetsOf(await service.Situation.RetargetAsync("milestones/a", "2028", "the law is late")));
        var info = await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.RetargetAsync("milestones/a", "2028", "again"));
        Assert.Equal("SAME_TARGET", info.Metadata["rule"]);
        Assert.Equal(("", "2026"), TargetsOf(await service.Situation.RetargetAsync("milestones/a", "", "nobody knows")));

        static (string, string) TargetsOf(Milestone milestone) => (milestone.TargetOn, milestone.BaselineTargetOn);
    });

    [Fact]
    public Task A_correction_records_the_previous_values_and_cannot_change_fields_set_by_transitions() => OnTrack(async service =>
    {
        await service.Situation.ProposeAsync(Milestone("a"));
        await ErrorAssert.ForFields(
            () => service.Situation.CorrectAsync(
                Milestone("a"), "status", "transitions", "outlook", "dependencies", "blockers", "target_on"),
            "update_mask", "update_mask", "update_mask", "update_mask", "update_mask", "update_mask");
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.CorrectAsync(Milestone("a").On("nowhere"), "track"));
        var better = Milestone("a", MilestoneKind.Decision);
        better.Title = "A better title";
        var corrected = await service.Situation.CorrectAsync(better, "title", "kind", "note");
        Assert.Equal(("A better title", MilestoneKind.Decision), (corrected.Title, corrected.Kind));
        Assert.Equal(
            [("title", "Title of a", "A better title", "a better source"),
                ("kind", "MILESTONE_KIND_EVENT", "MILESTONE_KIND_DECISION", "a better source")],
            corrected.Corrections.Select(correction => (correction.Field, correction.OldValue, correction.NewValue, correction.Reason)));
        Assert.Equal([MilestonesEventType.CorrectionMade], await service.LastEventsAsync("milestones/a"));
    });

    [Fact]
    public Task A_full_list_of_corrections_keeps_the_newest_and_accepts_further_ones() => OnTrack(async service =>
    {
        var milestone = Milestone("a");
        milestone.Corrections.Add(Enumerable.Range(0, 200).Select(Correction));
        milestone = await service.Situation.ProposeAsync(milestone);
        milestone.Title = "A better title";
        var corrected = await service.Situation.CorrectAsync(milestone, "title");
        Assert.Equal((200, "value 1", "title"), Shape(corrected));
        corrected.Corrections.Add(Enumerable.Range(200, 200).Select(Correction));
        corrected = await service.Situation.CorrectAsync(corrected, "corrections");
        Assert.Equal((200, "value 200", "note"), Shape(corrected));
        corrected.Corrections.Add(Enumerable.Range(400, 201).Select(Correction));
        await ErrorAssert.ForFields(() => service.Situation.CorrectAsync(corrected, "corrections"), "milestone.corrections");
        var versions = await service.Client.ListRevisionsAsync(new() { Name = milestone.Name }, cancellationToken: Cancellation);
        Assert.Equal("value 0", versions.Revisions[^1].Resource.Milestone.Corrections[0].NewValue);

        static Correction Correction(int i) => new() { Field = "note", OldValue = "old", NewValue = $"value {i}", Reason = "a source" };

        static (int, string, string) Shape(Milestone milestone) =>
            (milestone.Corrections.Count, milestone.Corrections[0].NewValue, milestone.Corrections[^1].Field);
    });

    [Fact]
    public Task Corrections_are_added_and_never_removed() => OnTrack(async service =>
    {
        var milestone = Milestone("a");
        milestone.Corrections.Add(new Correction { Field = "title", OldValue = "one", NewValue = "two" });
        await service.Situation.ProposeAsync(milestone);
        var info = await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.CorrectAsync(Milestone("a"), "corrections"));
        Assert.Equal("CORRECTIONS_STAY", info.Metadata["rule"]);
        milestone.Corrections.Add(new Correction { Field = "note", OldValue = "three", NewValue = "four", Reason = "a source" });
        var corrected = await service.Situation.CorrectAsync(milestone, "corrections");
        Assert.Equal(
            [("title", ""), ("note", "a source")], corrected.Corrections.Select(correction => (correction.Field, correction.Reason)));
        milestone.Corrections[0].NewValue = "five";
        await ErrorAssert.For(ErrorReason.RuleViolated, () => service.Situation.CorrectAsync(milestone, "corrections"));
    });

    [Fact]
    public Task A_corrected_criterion_changes_the_derived_fields() => OnTrack(async service =>
    {
        await service.Situation.ProposeInAsync(MilestoneStatus.Achieved, Milestone("done"));
        await service.Situation.ProposeAsync(Milestone("a", MilestoneKind.StandingCondition));
        var met = await service.Situation.CorrectAsync(Milestone("a", criterion: Reached("done")), "criterion");
        Assert.Equal(
            (MilestoneStatus.Achieved, Readiness.Done, Truth.True), (met.Status, met.Outlook.Readiness, met.Outlook.Criterion.Truth));
        Assert.Equal(
            [MilestonesEventType.CorrectionMade, MilestonesEventType.MilestoneTransitioned, MilestonesEventType.ReadinessChanged,
                MilestonesEventType.CriterionChanged],
            await service.LastEventsAsync("milestones/a"));
        var without = await service.Situation.CorrectAsync(Milestone("a"), "criterion");
        Assert.Equal(MilestoneStatus.Proposed, without.Status);
        Assert.Null(without.Outlook.Criterion);
        Assert.Equal(
            [MilestonesEventType.CorrectionMade, MilestonesEventType.MilestoneTransitioned, MilestonesEventType.ReadinessChanged,
                MilestonesEventType.CriterionChanged],
            await service.LastEventsAsync("milestones/a"));
    });

    [Fact]
    public Task A_proposal_whose_criterion_is_already_met_is_achieved_immediately() => OnTrack(async service =>
    {
        await service.Situation.ProposeAsync(Milestone("a", MilestoneKind.StandingCondition, Reached("b")));
        Assert.Equal([MilestonesEventType.MilestoneProposed], await service.LastEventsAsync("milestones/a"));
        await service.Situation.ProposeInAsync(MilestoneStatus.InProgress, Milestone("b"));
        await service.Situation.MoveAsync("milestones/b", MilestoneStatus.Achieved, "2020-05-06");
        var met = await service.Situation.ProposeAsync(Milestone("c", MilestoneKind.StandingCondition, Reached("b")));
        Assert.Equal((MilestoneStatus.Achieved, "2020-05-06", Readiness.Done), (met.Status, met.AchievedOn, met.Outlook.Readiness));
        Assert.Equal(
            [MilestonesEventType.MilestoneProposed, MilestonesEventType.MilestoneTransitioned],
            await service.LastEventsAsync("milestones/c"));
    });

    [Fact]
    public Task A_track_is_registered_once_and_corrected_with_an_update_mask() => OnTrack(async service =>
    {
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => service.Situation.TrackAsync("t"));
        var request = new CorrectTrackRequest
        {
            Track = new() { Name = "tracks/t", DisplayOrder = 7, DisplayName = "" },
            UpdateMask = new() { Paths = { "display_order" } },
            RequestId = Situations.NewId()
        };
        var corrected = (await service.Client.CorrectTrackAsync(request, cancellationToken: Cancellation)).Track;
        Assert.Equal((7, "t"), (corrected.DisplayOrder, corrected.DisplayName));
        var wrong = new Track { Name = "tracks/", Description = new string('x', 1_001), DisplayOrder = 0 };
        await ErrorAssert.ForFields(
            () => service.Client.RegisterTrackAsync(
                new() { Track = wrong, RequestId = Situations.NewId() }, cancellationToken: Cancellation).ResponseAsync,
            "track.name", "track.display_name", "track.description", "track.display_order");
    });

    Task OnTrack(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await test(service);
    });
}
