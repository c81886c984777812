namespace KosovoNato.Recognitions.Acts;

/// <summary>Opens the record of a pair of states, without an act: it says that the one does not recognize the other.</summary>
static class RegisterRecognition
{
    public static readonly WriteOperation<RegisterRecognitionRequest, Recognition> Write = new(Check, Decide);

    public static void CheckStates(string recognizer, string subject, FieldViolations violations)
    {
        StateCodes.Check(recognizer, violations, "recognizer");
        StateCodes.Check(subject, violations, "subject");
        violations.Require(StateCodes.Canonical(recognizer) != StateCodes.Canonical(subject), "subject", "must be another state than the "
            + "recognizer");
    }

    /// <summary>An empty record of two states that are registered.</summary>
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
        return recognition.PutFolded(draft, RecognitionsEvent.RecognitionRegistered);
    }
}
