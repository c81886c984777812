namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Registers a source that facts are cited from.</summary>
static class RegisterSource
{
    public static readonly CreateWrite<RegisterSourceRequest, Source> Write = new(SourceChecks.Check, RecognitionsEvent.SourceRegistered);
}
