using KosovoNato.Errors.V1;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class ReadApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Recommendations_are_filtered_by_every_field() => OnTree(async service =>
    {
        Assert.Equal(["R1", "R1.1", "R1.2", "S1"], await Ids(new()));
        Assert.Equal(["S1"], await Ids(new() { Documents = { "documents/other" } }));
        Assert.Equal(["R1.1", "R1.2"], await Ids(new() { ParentRecommendations = { "recommendations/R1", "recommendations/S1" } }));
        Assert.Equal(["R1.2", "S1"], await Ids(new() { Statuses = { RecommendationStatus.Draft } }));
        Assert.Equal(["R1.1"], await Ids(new() { Strengths = { RecommendationStrength.Must } }));
        Assert.Equal(
            ["R1", "R1.1"], await Ids(
                new() { Addressees = { "XKX" }, Statuses = { RecommendationStatus.Open, RecommendationStatus.Closed } }));
        Assert.Equal(["S1"], await Ids(new() { Addressees = { "organizations/nato" } }));
        Assert.Equal(["R1"], await Ids(new() { Responses = { AddresseeResponseKind.Accepted } }));
        Assert.Equal(["R1", "R1.1", "R1.2", "S1"],
            await Ids(new() { Responses = { AddresseeResponseKind.None, AddresseeResponseKind.Accepted } }));
        Assert.Equal(["R1", "R1.1"], await Ids(new() { Progress = { ProgressKind.NotStarted } }));
        Assert.Equal(["R1.1"], await Ids(new() { Divergence = true }));
        Assert.Equal(["R1", "R1.2", "S1"], await Ids(new() { Divergence = false }));
        Assert.Equal(["R1.2"], await Ids(new() { Milestones = { "milestones/path-map", "milestones/path-pfp" } }));
        Assert.Empty(await Ids(new() { Milestones = { "milestones/path-pfp" }, Documents = { "documents/other" } }));
        await ErrorAssert.ForFields(
            () => Ids(new()
            {
                Documents = { "a b" },
                ParentRecommendations = { Enumerable.Repeat("R1", 301) },
                Statuses = { (RecommendationStatus)9 },
                Strengths = { RecommendationStrength.Unspecified },
                Addressees = { "" },
                Responses = { (AddresseeResponseKind)9 },
                Progress = { (ProgressKind)9 },
                Milestones = { "/" },
            }),
            "filter.documents", "filter.parent_recommendations", "filter.statuses", "filter.strengths", "filter.addressees",
            "filter.responses",
            "filter.progress", "filter.milestones");

        async Task<IEnumerable<string>> Ids(RecommendationFilter filter) =>
            (await service.Client.ListRecommendationsAsync(
                new() { Filter = filter }, cancellationToken: Cancellation)).Recommendations.Select(found => ResourceNames.Id(found.Name));
    });

    [Fact]
    public Task Documents_are_filtered_and_returned_in_pages() => OnTree(async service =>
    {
        var chosen = await service.Client.ListDocumentsAsync(
            new() { Filter = new() { Names = { "documents/other", "documents/third" } } }, cancellationToken: Cancellation);
        Assert.Equal("documents/other", Assert.Single(chosen.Documents).Name);
        var first = await service.Client.ListDocumentsAsync(new() { PageSize = 1 }, cancellationToken: Cancellation);
        var second = await service.Client.ListDocumentsAsync(
            new() { PageSize = 1, PageToken = first.NextPageToken }, cancellationToken: Cancellation);
        Assert.Equal(["documents/other", "documents/paper"], first.Documents.Concat(second.Documents).Select(document => document.Name));
        Assert.Equal(("", first.Revision), (second.NextPageToken, second.Revision));
    });

    [Fact]
    public Task A_missing_resource_is_not_found_and_an_invalid_name_is_rejected() => OnTree(async service =>
    {
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => service.Client.GetDocumentAsync(
                new() { Name = "documents/none" }, cancellationToken: Cancellation).ResponseAsync);
        await ErrorAssert.ForFields(
            () => service.Client.GetDocumentAsync(new() { Name = "recommendations/R1" }, cancellationToken: Cancellation).ResponseAsync,
            "name");
        await ErrorAssert.For(
            ErrorReason.ResourceNotFound, () => service.Client.BatchGetAsync(
                new() { Names = { "recommendations/R1", "recommendations/R9" } }, cancellationToken: Cancellation).ResponseAsync);
        var both = await service.Client.BatchGetAsync(
            new() { Names = { "recommendations/R1", "documents/paper" } }, cancellationToken: Cancellation);
        Assert.Equal("recommendations/R1", both.Resources[0].Recommendation.Name);
        Assert.Equal("documents/paper", both.Resources[1].Document.Name);
    });

    [Fact]
    public Task Every_version_is_kept_with_its_actor_and_its_reason() => OnTree(async service =>
    {
        await service.Situation.CorrectAsync("R1", new() { Note = "new" }, "note");
        var history = await service.Client.ListRevisionsAsync(new() { Name = "recommendations/R1" }, cancellationToken: Cancellation);
        Assert.Equal(("a better source", "new"), (history.Revisions[0].Reason, history.Revisions[0].Resource.Recommendation.Note));
        Assert.Equal([RecommendationsEventType.CorrectionMade], history.Revisions[0].EventTypes);
        Assert.Equal([RecommendationsEventType.RecommendationDrafted], history.Revisions[^1].EventTypes);
        Assert.Equal(RecommendationStatus.Draft, history.Revisions[^1].Resource.Recommendation.Status);
        // Its progress changed when its first child was published, without a write to it.
        var computed = history.Revisions.Single(version => version.EventTypes.Contains(RecommendationsEventType.ProgressChanged));
        Assert.Equal(
            (ProgressKind.NotStarted, 1),
            (computed.Resource.Recommendation.Progress.Kind, computed.Resource.Recommendation.Progress.MeasuredChildCount));
    });

    [Fact]
    public Task A_watch_sends_resources_that_match_and_resources_that_no_longer_match() => OnTree(async service =>
    {
        var filter = new RecommendationsFilter
        {
            ResourceTypes = { RecommendationsResourceType.Recommendation },
            Recommendations = new() { Statuses = { RecommendationStatus.Closed } }
        };
        using var watch = service.Client.Watch(new() { Filter = filter, IncludePrevious = true }, cancellationToken: Cancellation);
        List<string> seen = [];
        while (!seen.Contains("end"))
        {
            await ReadAsync();
        }

        await service.Situation.DocumentAsync("third");
        await service.Situation.CloseAsync("R1", Closing(ClosureReason.Expired));
        await service.Situation.ReopenAsync("R1.1");
        while (!seen.Contains("Removed R1.1 Closed"))
        {
            await ReadAsync();
        }

        Assert.Equal(["Added R1.1 Closed", "end", "Added R1 Closed", "Removed R1.1 Closed"], seen);

        async Task ReadAsync()
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancellation).WithinAsync(10));
            var message = watch.ResponseStream.Current;
            seen.AddRange(message.Snapshot.Concat(message.Revisions.SelectMany(revision => revision.Changes))
                .Select(change => $"{change.Kind} {ResourceNames.Id(change.Name)} {change.Resource.Recommendation.Status}"));
            seen.AddRange(message.SnapshotEnd is null ? [] : ["end"]);
        }
    });

    [Fact]
    public Task A_watch_rejects_an_invalid_filter_and_an_invalid_interval() => OnTree(async service =>
    {
        var request = new WatchRequest
        {
            Filter = new()
            {
                Documents = new() { Names = { "a b" } },
                Recommendations = new() { ParentRecommendations = { "/" } },
                ResourceTypes = { (RecommendationsResourceType)50 }
            },
            BookmarkInterval = new() { Seconds = 61 },
        };
        using var watch = service.Client.Watch(request, cancellationToken: Cancellation);
        await ErrorAssert.ForFields(() => watch.ResponseStream.MoveNext(Cancellation),
            "filter.resource_types", "filter.documents.names", "filter.recommendations.parent_recommendations", "bookmark_interval");
    });

    /// <summary>
    /// R1 is open and accepted. Of its children, R1.1 is closed and assessed as complete contrary to the facts, and R1.2 is a draft. S1
    /// belongs to another document.
    /// </summary>
    Task OnTree(Func<RunningService, Task> test) => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        await situation.DocumentAsync("other");
        await situation.OpenAsync("R1");
        await situation.RespondAsync("R1", Response(AddresseeResponseKind.Accepted));
        await situation.OpenAsync(Recommendation("R1.1", "R1", RecommendationStrength.Must, Achieved("path-pfp")));
        await situation.AssessAsync("R1.1", Assessment(Completion.Complete));
        await situation.CloseAsync("R1.1", Closing(ClosureReason.Expired));
        await situation.DraftAsync(Recommendation("R1.2", "R1").LinkedTo("path-pfp", MilestoneLinkKind.Progresses));
        var other = Recommendation("S1");
        (other.Document, other.Addressee) = ("documents/other", "organizations/nato");
        await situation.DraftAsync(other);
        await test(service);
    });
}
