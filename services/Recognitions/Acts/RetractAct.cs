namespace KosovoNato.Recognitions.Acts;

/// <summary>Marks an act as retracted because it did not happen. The act stays readable and no longer counts.</summary>
static class RetractAct
{
    public static readonly WriteOperation<RetractActRequest, Recognition> Write = new(Check, Decide);

    static void Check(RetractActRequest request, FieldViolations violations)
    {
        NameChecks.CheckPair("recognitions", request.Name, violations);
        NameChecks.CheckNestedId('a', request.ActId, violations, "act_id");
    }

    static Recognition Decide(RetractActRequest request, Transaction draft)
    {
        var recognition = draft.Edit<Recognition>(request.Name, request.Etag);
        recognition.GetActiveAct(request.ActId).Retracted = true;
        return recognition.PutFolded(draft, RecognitionsEventType.ActRetracted);
    }
}
