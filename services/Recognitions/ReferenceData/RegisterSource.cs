namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Registers a source, so that facts can cite it.</summary>
static class RegisterSource
{
    public static readonly CreateWrite<RegisterSourceRequest, Source> Write = new(
        SourceChecks.Check, RecognitionsEventType.SourceRegistered);
}
