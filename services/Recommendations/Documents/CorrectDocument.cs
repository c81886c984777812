namespace KosovoNato.Recommendations.Documents;

/// <summary>Corrects a document.</summary>
static class CorrectDocument
{
    public static readonly CorrectWrite<CorrectDocumentRequest, Document> Write = new(
        ["title", "authors", "publisher", "published_on", "isbn", "url", "sections", "note"],
        DocumentChecks.Check, RecommendationsEventType.CorrectionMade);
}
