namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Registers a state, so that facts can name it.</summary>
static class RegisterState
{
    public static readonly Write<RegisterStateRequest, State> Write = new(Check, Decide);

    static void Check(RegisterStateRequest request, FieldViolations violations) => StateChecks.Check(request.State, FieldSelection.All, violations);

    static State Decide(RegisterStateRequest request, Transaction draft)
    {
        var state = request.State.Clone();
        state.Name = RecognitionNames.Canonical(state.Name);
        draft.RequireNew<State>(state.Name);
        draft.Put(state, RecognitionsEvent.StateRegistered);
        return state;
    }
}
