namespace KosovoNato.Recognitions.Acts;

/// <summary>Creates the recognition of a pair of states without an act: the first state does not recognize the second.</summary>
static class RegisterRecognition
{
    public static readonly WriteOperation<RegisterRecognitionRequest, Recognition> Write = new(Check, Decide);

    public static void CheckStates(string recognizer, string subject, FieldViolations violations)
    {
        StateCodes.Check(recognizer, violations, "recognizer");
        StateCodes.Check(subject, violations, "subject");
        violations.Require(StateCodes.Canonical(recognizer) != StateCodes.Canonical(subject), "subject", "must differ from "
            + "`recognizer`");
    }

    /// <summary>A recognition without acts between two registered states.</summary>
    public static Recognition NewRecord(Transaction draft, string recognizer, string subject, Evidence.V1.Evidence evidence)
    {
        draft.Get<State>(ResourceNames.State(recognizer));
        draft.Get<State>(ResourceNames.State(subject));
        return new Recognition
        {
            Name = ResourceNames.Recognition(recognizer, subject),
            Recognizer = StateCodes.Canonical(recognizer),
            Subject = StateCodes.Canonical(subject),
            Status = RecognitionStatus.NotRecognized,
            Evidence = EvidenceChecks.Normalized(evidence),
        };
    }

    static void Check(RegisterRecognitionRequest request, FieldViolations violations)
    {
        CheckStates(request.Recognizer, request.Subject, violations);
        EvidenceChecks.Check(request.Evidence, violations);
        ValueChecks.CheckNote(request.Note, violations);
    }

    static Recognition Decide(RegisterRecognitionRequest request, Transaction draft)
    {
        draft.RequireNew<Recognition>(ResourceNames.Recognition(request.Recognizer, request.Subject));
        var recognition = NewRecord(draft, request.Recognizer, request.Subject, request.Evidence);
        recognition.Note = request.Note;
        return recognition.PutFolded(draft, RecognitionsEventType.RecognitionRegistered);
    }
}
