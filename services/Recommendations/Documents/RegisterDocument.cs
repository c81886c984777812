namespace KosovoNato.Recommendations.Documents;

/// <summary>Registers a document, so that recommendations can be drafted from it.</summary>
static class RegisterDocument
{
    public static readonly Write<RegisterDocumentRequest, Document> Write = new(Check, Decide);

    static void Check(RegisterDocumentRequest request, FieldViolations violations) =>
        DocumentChecks.Check(request.Document, FieldSelection.All, violations);

    static Document Decide(RegisterDocumentRequest request, Transaction draft)
    {
        var document = request.Document.Clone();
        draft.RequireNew<Document>(document.Name);
        draft.Put(document, RecommendationsEvent.DocumentRegistered);
        return document;
    }
}
