namespace KosovoNato.Recognitions.Acts;

/// <summary>Opens the record of a pair of states, without an act: it says that the one does not recognize the other.</summary>
static class RegisterRecognition
{
    public static readonly Write<RegisterRecognitionRequest, Recognition> Write = new(Check, Decide);

    public static void CheckPair(string recognizer, string subject, Violations violations)
    {
        Codes.Check(recognizer, violations, "recognizer");
        Codes.Check(subject, violations, "subject");
        violations.Require(Codes.Canonical(recognizer) != Codes.Canonical(subject), "subject", "must be another state than the recognizer");
    }

    /// <summary>An empty record of two states that are registered.</summary>
    public static Recognition NewRecord(Draft draft, string recognizer, string subject, Evidence.V1.Evidence evidence)
    {
        draft.Get<State>(Names.State(recognizer));
        draft.Get<State>(Names.State(subject));
        return new Recognition
        {
            Name = Names.Recognition(recognizer, subject),
            Recognizer = Codes.Canonical(recognizer),
            Subject = Codes.Canonical(subject),
            Status = RecognitionStatus.NotRecognized,
            Evidence = Evidences.Kept(evidence),
        };
    }

    static void Check(RegisterRecognitionRequest request, Violations violations)
    {
        CheckPair(request.Recognizer, request.Subject, violations);
        Evidences.Check(request.Evidence, violations);
        Values.CheckNote(request.Note, violations);
    }

    static Recognition Decide(RegisterRecognitionRequest request, Draft draft)
    {
        draft.RequireNew<Recognition>(Names.Recognition(request.Recognizer, request.Subject));
        var recognition = NewRecord(draft, request.Recognizer, request.Subject, request.Evidence);
        recognition.Note = request.Note;
        return recognition.PutFolded(draft, RecognitionsEvent.RecognitionRegistered);
    }
}
