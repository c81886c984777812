using System.Net.Http.Json;
using System.Text.Json;
using KosovoNato.Assumptions.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class QueryApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task An_explanation_names_each_fact_with_its_service_and_revision() => OnFacts(async service =>
    {
        var answer = await service.Client.ExplainProgressAsync(
            new() { Recommendation = "recommendations/R1" }, cancellationToken: Cancellation);
        Assert.Equal(["recommendations/R1.1", "recommendations/R1.2"], answer.Explanation.Children.Select(part => part.Recommendation));
        var recognition = answer.Explanation.Children[0].Criterion.SupportingFacts.Single();
        Assert.Equal(("recognitions", "recognitions/ES-XK", 3), (recognition.Service, recognition.Name, recognition.Revision));
        var milestone = answer.Explanation.Children[1].Criterion.SupportingFacts.Single();
        Assert.Equal(("milestones", "milestones/path-pfp", 1), (milestone.Service, milestone.Name, milestone.Revision));
        Assert.Equal(milestone,
            answer.Explanation.Children[1].MilestoneLinks.Single(link => link.Link.Milestone == "milestones/path-pfp").SupportingFact);
        var unknown = answer.Explanation.Children[1].MilestoneLinks.Single(link => link.Link.Milestone == "milestones/nothing");
        Assert.Equal((MilestoneStatus.Unspecified, "milestones", 0),
            (unknown.Status, unknown.SupportingFact.Service, unknown.SupportingFact.Revision));
        Assert.Equal([("milestones", 1L), ("recognitions", 3L)],
            answer.UpstreamRevisions.Select(followed => (followed.Service, followed.Revision)));
        Assert.Equal(PartialDate.Of(RunningService.Today).ToString(), answer.AsOf);
        Assert.Equal((await service.Situation.GetAsync("R1")).Progress, answer.Explanation.Progress);
    });

    [Fact]
    public Task Assumptions_change_the_response_and_are_neither_stored_nor_sent_to_watchers() => OnFacts(async service =>
    {
        using var watch = service.Client.Watch(new() { FromNow = true }, cancellationToken: Cancellation);
        Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));
        var before = await service.Client.ExplainProgressAsync(
            new() { Recommendation = "recommendations/R1" }, cancellationToken: Cancellation);
        var supposed = await service.Client.ExplainProgressAsync(
            new()
            {
                Recommendation = "recommendations/R1",
                Assumptions = { new Assumption { Milestone = new() { Milestone = "milestones/path-pfp" } } }
            },
            cancellationToken: Cancellation);
        Assert.Equal(
            (ProgressKind.Satisfied, ProgressKind.NotStarted),
            (supposed.Explanation.Children[1].Progress.Kind, supposed.Explanation.Children[1].WithoutAssumptions.Kind));
        Assert.Equal(before.Revision, supposed.Revision);
        Assert.Equal(
            before, await service.Client.ExplainProgressAsync(
                new() { Recommendation = "recommendations/R1" }, cancellationToken: Cancellation));
        await service.Situation.DocumentAsync("written-next");
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));
        }
        while (watch.ResponseStream.Current.Revisions.Count == 0);
        Assert.Equal("documents/written-next", watch.ResponseStream.Current.Revisions[0].Changes.Single().Name);
    });

    [Fact]
    public Task All_violations_of_a_query_are_reported_at_once() => OnFacts(async service =>
    {
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => service.Client.ExplainProgressAsync(
                new() { Recommendation = "recommendations/R9" }, cancellationToken: Cancellation).ResponseAsync);
        await ErrorAssert.ForFields(
            () => service.Client.ExplainProgressAsync(
                new()
                {
                    Recommendation = "documents/R1",
                    AsOf = "2025",
                    PartialDateMode = (Changes.V1.PartialDateMode)9,
                    KnownAt = new() { Revision = -1 },
                    Assumptions = { new Assumption { Recognition = new() { Recognizer = "Spain" } } },
                },
                cancellationToken: Cancellation).ResponseAsync,
            "recommendation", "as_of", "partial_date_mode", "known_at.revision", "assumptions[0].recognition.recognizer");
        await ErrorAssert.ForFields(
            () => service.Client.ListDependentsAsync(
                new() { Name = "Spain", AsOf = "today", PageSize = -1, KnownAt = new(), Assumptions = { new Assumption() } },
                cancellationToken: Cancellation).ResponseAsync,
            "name", "as_of", "page_size", "known_at", "assumptions[0]");
        foreach (var name in (string[])["", "states", "states/", "states/E S", "states/ES/", "States/ES", "organizations/nato/memberships",
            "a/b/c/d/e/f"])
        {
            await ErrorAssert.ForFields(
                () => service.Client.ListDependentsAsync(new() { Name = name }, cancellationToken: Cancellation).ResponseAsync, "name");
        }

        await ErrorAssert.ForFields(
            () => service.Client.DiffAsync(
                new() { Target = new() { AsOf = "x" }, Filter = new() { Documents = new() { Names = { "a b" } } }, PageSize = -1 },
                cancellationToken: Cancellation).ResponseAsync,
            "base", "target.as_of", "filter.documents.names", "page_size");
    });

    [Fact]
    public Task Pages_of_dependents_come_from_one_revision_and_one_day() => OnFacts(async service =>
    {
        var all = await service.Client.ListDependentsAsync(new() { Name = "states/ES" }, cancellationToken: Cancellation);
        Assert.Equal(
            [
                "recommendations/R1 recommendations/R1.1 True", "recommendations/R1.1  True", "recommendations/R2 milestones/gate True",
            ],
            all.Dependents.Select(one => $"{one.Recommendation} {string.Join(' ', one.Path)} {one.Missing}"));
        Assert.Equal("Title of R1", all.Dependents[0].Title);
        Assert.Equal((await service.Situation.GetAsync("R1")).Progress, all.Dependents[0].Progress);
        Assert.Equal((2, ""), (all.UpstreamRevisions.Count, all.NextPageToken));
        var first = await service.Client.ListDependentsAsync(new() { Name = "states/ES", PageSize = 2 }, cancellationToken: Cancellation);
        await service.Situation.OpenAsync(Recommendation("R3", criterion: Recognizes("ES")));
        var second = await service.Client.ListDependentsAsync(
            new() { Name = "states/ES", PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Cancellation);
        Assert.Equal(all.Dependents, first.Dependents.Concat(second.Dependents));
        Assert.Equal((all.Revision, all.AsOf, ""), (second.Revision, second.AsOf, second.NextPageToken));
        await ErrorAssert.For(ErrorReason.TokenInvalid, () => service.Client.ListDependentsAsync(
            new() { Name = "states/GR", PageSize = 2, PageToken = first.NextPageToken }, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(
            4, (await service.Client.ListDependentsAsync(new() { Name = "states/ES" }, cancellationToken: Cancellation)).Dependents.Count);
        Assert.Empty((await service.Client.ListDependentsAsync(new() { Name = "states/ZZ" }, cancellationToken: Cancellation)).Dependents);
    });

    [Fact]
    public Task Dependents_show_which_facts_are_no_longer_missing_under_assumptions() => OnFacts(async service =>
    {
        var request = new ListDependentsRequest { Name = "states/ES" };
        var before = await service.Client.ListDependentsAsync(request, cancellationToken: Cancellation);
        request.Assumptions.Add(new Assumption { Recognition = new() { Recognizer = "ES" } });
        var supposed = await service.Client.ListDependentsAsync(request, cancellationToken: Cancellation);
        Assert.Equal(
            before.Dependents.Select(one => (one.Recommendation, true)),
            supposed.Dependents.Select(one => (one.Recommendation, !one.Missing)));
        Assert.Equal(ProgressKind.Satisfied, supposed.Dependents.Single(one => one.Recommendation == "recommendations/R1.1").Progress.Kind);
        request.Assumptions.Clear();
        Assert.Equal(before, await service.Client.ListDependentsAsync(request, cancellationToken: Cancellation));
    });

    [Fact]
    public Task A_diff_of_two_days_has_the_progress_and_applied_to_the_first_day_gives_the_second() => OnFacts(async service =>
    {
        await service.LearnAsync("recognitions", 4, Recognition("ES", Act(ActKind.Granted, "2020-01-01")));
        var diff = await service.Client.DiffAsync(
            new() { Base = new() { AsOf = "2019-12-31" }, Target = new() { AsOf = "2020-01-01" } }, cancellationToken: Cancellation);
        Assert.Equal(["recommendations/R1", "recommendations/R1.1"], diff.Changes.Select(change => change.Name));
        Assert.Equal(
            (ProgressKind.NotStarted, ProgressKind.Satisfied),
            (diff.Changes[1].Previous.Recommendation.Progress.Kind, diff.Changes[1].Resource.Recommendation.Progress.Kind));
        var world = (await ListAsync("2019-12-31")).ToDictionary(one => one.Name);
        foreach (var change in diff.Changes)
        {
            Assert.Equal(world[change.Name], change.Previous.Recommendation);
            world[change.Name] = change.Resource.Recommendation;
        }

        Assert.Equal(await ListAsync("2020-01-01"), world.Values);
        var narrowed = await service.Client.DiffAsync(
            new()
            {
                Base = new() { AsOf = "2019-12-31" },
                Target = new() { AsOf = "2020-01-01" },
                Filter = new() { Recommendations = new() { Progress = { ProgressKind.Satisfied } } },
            },
            cancellationToken: Cancellation);
        Assert.Equal(
            [("recommendations/R1.1", Changes.V1.ChangeKind.Added)], narrowed.Changes.Select(change => (change.Name, change.Kind)));

        async Task<IEnumerable<Recommendation>> ListAsync(string day) =>
            (await service.Client.ListRecommendationsAsync(new() { AsOf = day }, cancellationToken: Cancellation)).Recommendations;
    });

    [Fact]
    public Task The_deepest_explanation_can_be_read_as_json() => RunningService.On(stores, async service =>
    {
        const int Depth = 22;
        await service.Situation.DocumentAsync();
        // The maximum depth of criteria, so that no level is deeper than this one.
        var criterion = Enumerable.Range(0, 6).Aggregate(NoPartnership, (inner, _) => All(inner));
        for (var level = 1; level <= Depth; level++)
        {
            await service.Situation.OpenAsync(Recommendation($"R{level}", level == 1 ? "" : $"R{level - 1}", criterion: criterion));
        }

        using var http = new HttpClient { BaseAddress = service.HttpAddress };
        using var answer = await http.GetAsync("/v1/recommendations:explain?recommendation=R1", Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        var explained = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("explanation");
        var levels = 1;
        for (; explained.TryGetProperty("children", out var parts) && parts.GetArrayLength() > 0; levels++)
        {
            explained = parts[0];
        }

        Assert.Equal((20, 1), (levels, explained.GetProperty("omittedChildCount").GetInt32()));
    });

    /// <summary>R1 depends on its children: R1.1 on Spain, R1.2 on a milestone. R2 leads to a milestone that Spain blocks.</summary>
    Task OnFacts(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        await service.LearnAsync("recognitions", 1, new State { Name = "states/ES" });
        await service.LearnAsync("recognitions", 2, new State { Name = "states/GR" });
        await service.LearnAsync("recognitions", 3, Recognition("ES"));
        await service.LearnAsync("milestones", 1,
            Milestone("path-pfp", MilestoneStatus.Proposed),
            new Milestone
            {
                Name = "milestones/gate",
                Status = MilestoneStatus.Proposed,
                Blockers = { new Blocker { Id = "b1", ResolutionCriterion = Recognizes("ES") } }
            });
        var situation = service.Situation;
        await situation.DocumentAsync();
        await situation.OpenAsync("R1");
        await situation.OpenAsync(Recommendation("R1.1", "R1", criterion: Recognizes("ES")));
        await situation.OpenAsync(
            Recommendation("R1.2", "R1", criterion: Achieved("path-pfp")).LinkedTo("path-pfp", MilestoneLinkKind.Satisfies)
                .LinkedTo("nothing", MilestoneLinkKind.Progresses));
        await situation.OpenAsync(Recommendation("R2").LinkedTo("gate", MilestoneLinkKind.Progresses));
        await test(service);
    });
}
