namespace KosovoNato.Recognitions.Registers;

/// <summary>Corrects what is known of a source.</summary>
static class CorrectSource
{
    public static readonly Write<CorrectSourceRequest, Source> Write = new(Check, Decide);

    static void Check(CorrectSourceRequest request, Violations violations)
    {
        var fields = Fields.Check(request.UpdateMask, violations, "title", "url", "kind", "published", "note");
        SourceChecks.Check(request.Source, fields, violations);
    }

    static Source Decide(CorrectSourceRequest request, Draft draft)
    {
        var source = draft.Edit<Source>(request.Source.Name, request.Etag);
        Fields.Apply(request.UpdateMask, request.Source, source);
        draft.Put(source, RecognitionsEvent.CorrectionMade);
        return source;
    }
}
