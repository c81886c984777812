namespace KosovoNato.Recommendations.Documents;

/// <summary>Registers a document, so that recommendations can be drafted from it.</summary>
static class RegisterDocument
{
    public static readonly CreateWrite<RegisterDocumentRequest, Document> Write =
        new(DocumentChecks.Check, RecommendationsEventType.DocumentRegistered);
}
