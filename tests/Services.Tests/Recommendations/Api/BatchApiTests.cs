using KosovoNato.Errors.V1;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class BatchApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_batch_applies_every_kind_of_write_and_derives_once() => RunningService.On(stores, async service =>
    {
        const string Name = "recommendations/R1";
        var answer = await service.Situation.WriteAsync(
            new() { RegisterDocument = new() { Document = Document() } },
            new()
            {
                CorrectDocument = new()
                {
                    Document = new() { Name = "documents/paper", Note = "new" },
                    UpdateMask = new() { Paths = { "note" } }
                }
            },
            new() { DraftRecommendation = new() { Recommendation = Recommendation("R1", criterion: Achieved("path-pfp")) } },
            new()
            {
                CorrectRecommendation = new()
                {
                    Recommendation = new() { Name = Name, Note = "new" },
                    UpdateMask = new() { Paths = { "note" } }
                }
            },
            new() { PublishRecommendation = new() { Name = Name } },
            new() { RecordAddresseeResponse = new() { Name = Name, Response = Response(AddresseeResponseKind.Noted) } },
            new() { RecordAssessment = new() { Name = Name, Assessment = Assessment(Completion.Complete) } },
            new() { CloseRecommendation = new() { Name = Name, Closure = Closing(ClosureReason.Expired) } },
            new() { ReopenRecommendation = new() { Name = Name, Evidence = Cited() } });
        Assert.Equal(2, answer.Resources.Count);
        Assert.Equal("new", answer.Resources[0].Document.Note);
        var written = answer.Resources[1].Recommendation;
        Assert.Equal(
            (RecommendationStatus.Open, ProgressKind.NotStarted, true),
            (written.Status, written.Progress.Kind, written.Progress.Divergence));
        Assert.Equal(
            [
                RecommendationsEventType.RecommendationDrafted, RecommendationsEventType.CorrectionMade,
                RecommendationsEventType.RecommendationPublished,
                RecommendationsEventType.ResponseRecorded, RecommendationsEventType.AssessmentRecorded,
                RecommendationsEventType.RecommendationClosed,
                RecommendationsEventType.RecommendationReopened, RecommendationsEventType.ProgressChanged,
                RecommendationsEventType.DivergenceDetected,
            ],
            await service.LastEventsAsync(Name));
        Assert.Equal(1, answer.Revision.Number);
    });

    [Fact]
    public Task A_batch_is_atomic_and_names_the_rejected_write() => RunningService.On(stores, async service =>
    {
        await service.Situation.DocumentAsync();
        RecommendationsWrite draft = new() { DraftRecommendation = new() { Recommendation = Recommendation("R1") } };
        var info = await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => service.Situation.WriteAsync(draft, draft));
        Assert.Equal("1", info.Metadata["write"]);
        await ErrorAssert.For(ErrorReason.ResourceNotFound, () => service.Situation.GetAsync("R1"));
        RecommendationsWrite wrong =
            new() { CloseRecommendation = new() { Name = "recommendations/R1", Closure = Closing(ClosureReason.Expired, on: "2024-13") } };
        await ErrorAssert.ForFields(
            () => service.Situation.WriteAsync(draft, wrong, new()), "writes[1].close_recommendation.closure.date", "writes[2].write");
    });

    [Fact]
    public Task A_write_changes_the_progress_of_its_ancestors_but_not_their_etags() => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        var above = await situation.OpenAsync("R1");
        await situation.OpenAsync("R1.1", "R1");
        Assert.Equal(above, await WithoutUnmeasuredAsync());
        var part = Recommendation("R1.2", "R1", criterion: Achieved("path-pfp"));
        await situation.DraftAsync(part);
        Assert.Equal(ProgressKind.NotMeasurable, (await situation.GetAsync("R1")).Progress.Kind);
        await situation.PublishAsync("R1.2");
        var after = await situation.GetAsync("R1");
        Assert.Equal(
            (ProgressKind.NotStarted, 1, 1, above.Etag),
            (after.Progress.Kind, after.Progress.MeasuredChildCount, after.Progress.UnmeasuredChildCount, after.Etag));
        Assert.Equal([RecommendationsEventType.ProgressChanged], await service.LastEventsAsync("recommendations/R1"));
        await situation.CorrectAsync("R1.2", new(), "parent_recommendation");
        Assert.Equal(above, await WithoutUnmeasuredAsync());

        async Task<Recommendation> WithoutUnmeasuredAsync()
        {
            var kept = await situation.GetAsync("R1");
            Assert.Equal(1, kept.Progress.UnmeasuredChildCount);
            kept.Progress.UnmeasuredChildCount = 0;
            return kept;
        }
    });

    [Fact]
    public Task Nothing_is_derived_again_if_nothing_changed() => RunningService.On(stores, async service =>
    {
        var situation = service.Situation;
        await situation.DocumentAsync();
        await situation.OpenAsync("R1");
        await situation.OpenAsync("R1.1", "R1");
        var before = await service.Client.ListRevisionsAsync(new() { Name = "recommendations/R1" }, cancellationToken: Cancellation);
        await situation.CorrectAsync("R1.1", new() { Note = "new" }, "note");
        var after = await service.Client.ListRevisionsAsync(new() { Name = "recommendations/R1" }, cancellationToken: Cancellation);
        Assert.Equal(before.Revisions, after.Revisions);
    });
}
