namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Registers a source that facts are cited from.</summary>
static class RegisterSource
{
    public static readonly Write<RegisterSourceRequest, Source> Write = new(Check, Decide);

    static void Check(RegisterSourceRequest request, FieldViolations violations) => SourceChecks.Check(request.Source, FieldSelection.All, violations);

    static Source Decide(RegisterSourceRequest request, Transaction draft)
    {
        var source = request.Source.Clone();
        draft.RequireNew<Source>(source.Name);
        draft.Put(source, RecognitionsEvent.SourceRegistered);
        return source;
    }
}
