namespace KosovoNato.Recognitions.Acts;

/// <summary>Marks an act as retracted: it had not happened. It stays readable and no longer counts.</summary>
static class RetractAct
{
    public static readonly Write<RetractActRequest, Recognition> Write = new(Check, Decide);

    static void Check(RetractActRequest request, Violations violations)
    {
        Names.CheckRecognition(request.Name, violations, "name");
        FoldedPut.CheckActId(request.ActId, violations, "act_id");
    }

    static Recognition Decide(RetractActRequest request, Draft draft)
    {
        var recognition = draft.Edit<Recognition>(Names.Canonical(request.Name), request.Etag);
        recognition.StandingAct(request.ActId).Retracted = true;
        return recognition.PutFolded(draft, RecognitionsEvent.ActRetracted);
    }
}
