namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Corrects what is known of a state.</summary>
static class CorrectState
{
    public static readonly Write<CorrectStateRequest, State> Write = new(Check, Decide);

    static void Check(CorrectStateRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "alpha3", "numeric", "display_name", "code_status", "un_member", "note");
        StateChecks.Check(request.State, fields, violations);
    }

    static State Decide(CorrectStateRequest request, Transaction draft)
    {
        var state = draft.Edit<State>(RecognitionNames.Canonical(request.State.Name), request.Etag);
        FieldSelection.Apply(request.UpdateMask, request.State, state);
        draft.Put(state, RecognitionsEvent.CorrectionMade);
        return state;
    }
}
