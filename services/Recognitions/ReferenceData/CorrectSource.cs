namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Corrects a source.</summary>
static class CorrectSource
{
    public static readonly CorrectWrite<CorrectSourceRequest, Source> Write =
        new(["title", "url", "kind", "published_on", "note"], SourceChecks.Check, RecognitionsEventType.CorrectionMade);
}
