using KosovoNato.Errors.V1;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class WordingApiTests(SharedStores stores)
{
    [Fact]
    public Task A_draft_is_stored_as_given_with_the_canonical_code_of_each_state() => OnPaper(async situation =>
    {
        var given = Recommendation("R1");
        given.Addressee = "XKX";
        given.Obstacles.Add(new Obstacle { Kind = "NON_RECOGNITION", Origin = "KV" });
        given.LinkedTo("recognition-nato", MilestoneLinkKind.Satisfies);
        var drafted = await situation.DraftAsync(given);
        Assert.Equal((RecommendationStatus.Draft, "XK", "XK"), (drafted.Status, drafted.Addressee, drafted.Obstacles[0].Origin));
        Assert.Equal(new Progress { Kind = ProgressKind.NotMeasurable }, drafted.Progress);
        Assert.Equal((given.Title, given.Summary, given.MilestoneLinks[0]), (drafted.Title, drafted.Summary, drafted.MilestoneLinks[0]));
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => situation.DraftAsync("R1"));
    });

    [Fact]
    public Task All_violations_of_a_recommendation_are_reported_at_once() => OnPaper(async situation =>
    {
        var wrong = new Recommendation
        {
            Name = "recommendations/",
            Document = "a b",
            ParentRecommendation = "/",
            Number = new string('1', 21),
            Addressee = "",
            Obstacles = { new Obstacle { Kind = "none", Origin = "a b", Description = new string('d', 501) } },
            MilestoneLinks =
            {
                new MilestoneLink { Milestone = "milestones/a", Kind = MilestoneLinkKind.Progresses },
                    new MilestoneLink { Milestone = "milestones/a" }
            },
            Criterion = new(),
            StatedBenefit = new string('b', 1_001),
            Corrections = { new Correction() },
            Status = RecommendationStatus.Open,
            Closure = new(),
            Response = new(),
            EarlierResponses = { new AddresseeResponse() },
            Assessments = { new Assessment() },
            Progress = new(),
            Note = new string('n', 1_001),
        };
        await ErrorAssert.ForFields(() => situation.DraftAsync(wrong), [.. ((string[])
        [
            "name", "document", "parent_recommendation", "number", "title", "summary", "strength", "addressee", "obstacles[0].kind",
            "obstacles[0].origin",
            "obstacles[0].description",
            "milestone_links[1].milestone", "milestone_links[1].kind", "criterion", "stated_benefit", "evidence", "corrections[0].field",
            "corrections[0].new_value",
            "status", "closure", "response", "earlier_responses", "assessments", "progress", "note",
        ]).Select(field => $"recommendation.{field}")]);
    });

    [Fact]
    public Task A_child_has_a_parent_in_the_same_document() => OnPaper(async situation =>
    {
        await situation.DocumentAsync("other");
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => situation.DraftAsync("R1.1", "R1"));
        await situation.DraftAsync("R1");
        await situation.DraftAsync("R1.1", "R1");
        var stranger = Recommendation("S1", "R1");
        stranger.Document = "documents/other";
        await ErrorAssert.ForRule("PARENT_OF_OTHER_DOCUMENT", () => situation.DraftAsync(stranger));
        stranger.ParentRecommendation = "";
        await situation.DraftAsync(stranger);
        await ErrorAssert.ForRule("PARENT_OF_OTHER_DOCUMENT",
            () => situation.CorrectAsync("R1", new() { ParentRecommendation = "recommendations/S1" }, "parent_recommendation"));
        stranger = Recommendation("S2");
        stranger.Document = "documents/third";
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => situation.DraftAsync(stranger));
    });

    [Fact]
    public Task A_cycle_of_parents_is_rejected_and_named() => OnPaper(async situation =>
    {
        await situation.DraftAsync("R1");
        await situation.DraftAsync("R1.1", "R1");
        await situation.DraftAsync("R1.1.1", "R1.1");
        var refusal = await ErrorAssert.ForRule("PARENT_CYCLE",
            () => situation.CorrectAsync("R1", new() { ParentRecommendation = "recommendations/R1.1.1" }, "parent_recommendation"));
        Assert.Contains(
            "recommendations/R1 -> recommendations/R1.1.1 -> recommendations/R1.1 -> recommendations/R1", refusal.Description,
            StringComparison.Ordinal);
        await ErrorAssert.ForRule("PARENT_CYCLE",
            () => situation.CorrectAsync("R1", new() { ParentRecommendation = "recommendations/R1" }, "parent_recommendation"));
        await ErrorAssert.ForRule("PARENT_CYCLE", () => situation.DraftAsync("R2", "R2"));
        var moved = await situation.CorrectAsync("R1.1.1", new() { ParentRecommendation = "recommendations/R1" }, "parent_recommendation");
        Assert.Equal("recommendations/R1", moved.ParentRecommendation);
        await situation.CorrectAsync("R1.1", new() { ParentRecommendation = "recommendations/R1.1.1" }, "parent_recommendation");
        await situation.CorrectAsync("R1.1.1", new(), "parent_recommendation");
        await situation.CorrectAsync("R1", new() { ParentRecommendation = "recommendations/R1.1" }, "parent_recommendation");
    });

    [Fact]
    public Task A_number_is_used_once_in_a_document() => OnPaper(async situation =>
    {
        await situation.DocumentAsync("other");
        await situation.DraftAsync("R1");
        var same = Recommendation("R2");
        same.Number = "R1";
        var refusal = await ErrorAssert.ForRule("NUMBER_TAKEN", () => situation.DraftAsync(same));
        Assert.Contains("recommendations/R1 ", refusal.Description, StringComparison.Ordinal);
        same.Document = "documents/other";
        await situation.DraftAsync(same);
        await situation.DraftAsync("R3");
        await ErrorAssert.ForRule("NUMBER_TAKEN", () => situation.CorrectAsync("R3", new() { Number = "R1" }, "number"));
        await situation.CorrectAsync("R3", new() { Number = "R3" }, "number");
        await situation.CorrectAsync("R1", new() { Number = "R4" }, "number");
        await situation.CorrectAsync("R3", new() { Number = "R1" }, "number");
    });

    [Fact]
    public Task Errors_in_a_published_text_are_recorded_beside_it() => OnPaper(async situation =>
    {
        var before = await situation.OpenAsync("R1");
        await ErrorAssert.ForRule(
            "TEXT_FIXED", () => situation.CorrectAsync("R1", new() { Title = "better", Note = "new" }, "note", "title"));
        Assert.Equal(before, await situation.GetAsync("R1"));
        await situation.CorrectAsync("R1", new() { Title = before.Title, Note = "new" }, "note", "title");
        var first = new Correction { Field = "summary", OldValue = "in 2021", NewValue = "in 2022", CorrectedBy = "not me" };
        var corrected = Assert.Single((await situation.CorrectAsync("R1", new() { Corrections = { first } }, "corrections")).Corrections);
        Assert.Equal(("in 2022", "a better source"), (corrected.NewValue, corrected.Reason));
        Assert.NotEqual("not me", corrected.CorrectedBy);
        Assert.NotEqual(default, corrected.CorrectedAt.ToDateTimeOffset());
        var second = new Correction { Field = "summary", OldValue = "in May", NewValue = "in June", Reason = "the minutes" };
        await ErrorAssert.ForRule(
            "CORRECTIONS_STAY", () => situation.CorrectAsync("R1", new() { Corrections = { second } }, "corrections"));
        await ErrorAssert.ForRule("CORRECTIONS_STAY", () => situation.CorrectAsync("R1", new(), "corrections"));
        var both = (await situation.CorrectAsync("R1", new() { Corrections = { first, second } }, "corrections")).Corrections;
        Assert.Equal(corrected, both[0]);
        Assert.Equal("the minutes", both[1].Reason);
    });

    [Fact]
    public Task A_correction_replaces_exactly_the_fields_in_the_mask() => OnPaper(async situation =>
    {
        var before = await situation.DraftAsync(
            Recommendation("R1", force: RecommendationStrength.Must, criterion: Achieved("path-pfp"))
                .LinkedTo("path-pfp", MilestoneLinkKind.Satisfies));
        var after = await situation.CorrectAsync("R1", new() { Strength = RecommendationStrength.Could, Title = "not this" },
            "strength", "criterion", "milestone_links");
        Assert.Equal((RecommendationStrength.Could, before.Title, 0), (after.Strength, after.Title, after.MilestoneLinks.Count));
        Assert.Null(after.Criterion);
        Assert.Equal(ProgressKind.NotMeasurable, after.Progress.Kind);
        await ErrorAssert.ForFields(
            () => situation.CorrectAsync("R1", new(), "status", "closure", "progress"), "update_mask", "update_mask", "update_mask");
        await ErrorAssert.ForFields(() => situation.CorrectAsync("R1", new(), "document"), "update_mask", "recommendation.document");
        await ErrorAssert.ForFields(
            () => situation.CorrectAsync("R1", new(), "strength", "evidence"), "recommendation.strength", "recommendation.evidence");
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => situation.CorrectAsync("R2", new(), "note"));
    });

    Task OnPaper(Func<Situations, Task> test) => RunningService.On(stores, async service =>
    {
        await service.Situation.DocumentAsync();
        await test(service.Situation);
    });
}
