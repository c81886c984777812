namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Registers a state, so that facts can refer to it.</summary>
static class RegisterState
{
    public static readonly CreateWrite<RegisterStateRequest, State> Write = new(StateChecks.Check, RecognitionsEventType.StateRegistered);
}
