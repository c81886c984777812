namespace KosovoNato.Recommendations.Documents;

/// <summary>Corrects what is known of a document.</summary>
static class CorrectDocument
{
    public static readonly Write<CorrectDocumentRequest, Document> Write = new(Check, Decide);

    static void Check(CorrectDocumentRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations,
            "title", "authors", "publisher", "published", "isbn", "url", "sections", "note");
        DocumentChecks.Check(request.Document, fields, violations);
    }

    static Document Decide(CorrectDocumentRequest request, Transaction draft)
    {
        var document = draft.Edit<Document>(request.Document.Name, request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.Document, document);
        draft.Put(document, RecommendationsEvent.CorrectionMade);
        return document;
    }
}
