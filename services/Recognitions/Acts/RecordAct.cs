namespace KosovoNato.Recognitions.Acts;

/// <summary>Records an act of one state toward another and derives the new status.</summary>
static class RecordAct
{
    public static readonly WriteOperation<RecordActRequest, Recognition> Write = new(Check, Decide);

    static void Check(RecordActRequest request, FieldViolations violations)
    {
        RegisterRecognition.CheckStates(request.Recognizer, request.Subject, violations);
        ValueChecks.CheckRequired(request.Act, violations, "act", (act, at) => ActChecks.Check(act, FieldSelection.All, at));
    }

    static Recognition Decide(RecordActRequest request, Transaction draft)
    {
        ActChecks.RequireHappened(request.Act, draft.Today);
        var name = ResourceNames.Recognition(request.Recognizer, request.Subject);
        // An etag implies that the recognition exists; otherwise Edit rejects the request.
        var isNew = request.Etag.Length == 0 && draft.Find<Recognition>(name) is null;
        var recognition = isNew
            ? RegisterRecognition.NewRecord(draft, request.Recognizer, request.Subject, request.Act.Evidence)
            : draft.Edit<Recognition>(name, request.Etag);
        var act = request.Act.Clone();
        act.Id = ActOrder.NextId(recognition.Acts);
        act.Retracted = false;
        ActChecks.Keep(act);
        IndependenceDeclarations.RequireReason(act, recognition.Subject, name);
        recognition.Acts.Add(act);
        return isNew
            ? recognition.PutFolded(draft, RecognitionsEventType.RecognitionRegistered, RecognitionsEventType.ActRecorded)
            : recognition.PutFolded(draft, RecognitionsEventType.ActRecorded);
    }
}
