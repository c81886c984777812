namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Corrects a state.</summary>
static class CorrectState
{
    public static readonly CorrectWrite<CorrectStateRequest, State> Write = new(
        ["alpha3", "numeric", "display_name", "code_status", "un_member", "note"], StateChecks.Check, RecognitionsEventType.CorrectionMade);
}
