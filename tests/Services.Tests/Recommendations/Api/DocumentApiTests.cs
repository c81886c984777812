using Google.Protobuf.WellKnownTypes;
using KosovoNato.Errors.V1;
using KosovoNato.Recommendations.V1;
using static KosovoNato.Services.Tests.Recommendations.TestWrites;

namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class DocumentApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_document_is_registered_once_and_corrected_with_an_update_mask() => RunningService.On(stores, async service =>
    {
        var registered = await service.Situation.DocumentAsync();
        await ErrorAssert.For(ErrorReason.ResourceAlreadyExists, () => service.Situation.DocumentAsync());
        Assert.Equal([RecommendationsEventType.DocumentRegistered], await service.LastEventsAsync(registered.Name));
        var request = new CorrectDocumentRequest
        {
            Document = new()
            {
                Name = registered.Name,
                Title = "not this",
                Isbn = "978-9951-842-31-0",
                Sections = { new Section { Id = "concl", Title = "Conclusions" } }
            },
            UpdateMask = new FieldMask { Paths = { "isbn", "sections" } },
            RequestId = Situations.NewId(),
            Etag = registered.Etag,
        };
        var corrected = (await service.Client.CorrectDocumentAsync(request, cancellationToken: Cancellation)).Document;
        Assert.Equal(
            (registered.Title, "978-9951-842-31-0", "concl"), (corrected.Title, corrected.Isbn, Assert.Single(corrected.Sections).Id));
        Assert.Equal([RecommendationsEventType.CorrectionMade], await service.LastEventsAsync(registered.Name));
        request.RequestId = Situations.NewId();
        await ErrorAssert.For(
            ErrorReason.EtagMismatch, () => service.Client.CorrectDocumentAsync(request, cancellationToken: Cancellation).ResponseAsync);
        // The document as it was read has the same outdated etag.
        (request.Etag, request.Document) = ("", registered);
        await ErrorAssert.For(
            ErrorReason.EtagMismatch, () => service.Client.CorrectDocumentAsync(request, cancellationToken: Cancellation).ResponseAsync);
    });

    [Fact]
    public Task All_violations_of_a_document_are_reported_at_once() => RunningService.On(stores, async service =>
    {
        var document = new Document
        {
            Name = "documents/a b",
            Authors = { "Somebody", " " },
            Publisher = new string('p', 201),
            PublishedOn = "June 2024",
            Isbn = "978--9951",
            Url = "javascript:alert(1)",
            Sections = { new Section { Id = "a", Title = "A" }, new Section { Id = "a" } },
            Note = new string('n', 1_001),
        };
        await ErrorAssert.ForFields(() => service.Client.RegisterDocumentAsync(
                new() { Document = document, RequestId = Situations.NewId() }, cancellationToken: Cancellation).ResponseAsync,
            "document.name", "document.title", "document.authors[1]", "document.publisher", "document.published_on", "document.isbn",
            "document.url",
            "document.sections[1].id", "document.sections[1].title", "document.note");
        await ErrorAssert.ForFields(() => service.Client.CorrectDocumentAsync(
                new() { UpdateMask = new FieldMask { Paths = { "name" } }, RequestId = Situations.NewId() },
                cancellationToken: Cancellation).ResponseAsync,
            "update_mask", "document");
    });

    [Theory]
    [InlineData("", true)]
    [InlineData("9789951842310", true)]
    [InlineData("0-306-40615-X", true)]
    [InlineData("0-306-4061X-2", false)]
    [InlineData("978-9951-842-31-X", false)]
    [InlineData("978-9951-842-31", false)]
    [InlineData("-9789951842310", false)]
    [InlineData("978 9951 842 31 0", false)]
    public Task An_isbn_has_10_or_13_digits(string isbn, bool good) => RunningService.On(stores, async service =>
    {
        var document = Document();
        document.Isbn = isbn;
        Task Register() => service.Client.RegisterDocumentAsync(
            new() { Document = document, RequestId = Situations.NewId() }, cancellationToken: Cancellation).ResponseAsync;
        await (good ? Register() : ErrorAssert.ForFields(Register, "document.isbn"));
    });
}
