namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Corrects what is known of a source.</summary>
static class CorrectSource
{
    public static readonly Write<CorrectSourceRequest, Source> Write = new(Check, Decide);

    static void Check(CorrectSourceRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "title", "url", "kind", "published", "note");
        SourceChecks.Check(request.Source, fields, violations);
    }

    static Source Decide(CorrectSourceRequest request, Transaction draft)
    {
        var source = draft.Edit<Source>(request.Source.Name, request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.Source, source);
        draft.Put(source, RecognitionsEvent.CorrectionMade);
        return source;
    }
}
