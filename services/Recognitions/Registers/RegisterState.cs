namespace KosovoNato.Recognitions.Registers;

/// <summary>Registers a state, so that facts can name it.</summary>
static class RegisterState
{
    public static readonly Write<RegisterStateRequest, State> Write = new(Check, Decide);

    static void Check(RegisterStateRequest request, Violations violations) => StateChecks.Check(request.State, Fields.All, violations);

    static State Decide(RegisterStateRequest request, Draft draft)
    {
        var state = request.State.Clone();
        state.Name = Names.Canonical(state.Name);
        draft.RequireNew<State>(state.Name);
        draft.Put(state, RecognitionsEvent.StateRegistered);
        return state;
    }
}
