namespace KosovoNato.Recognitions.Acts;

/// <summary>Marks an act as retracted: it had not happened. It stays readable and no longer counts.</summary>
static class RetractAct
{
    public static readonly Write<RetractActRequest, Recognition> Write = new(Check, Decide);

    static void Check(RetractActRequest request, FieldViolations violations)
    {
        RecognitionNames.CheckRecognition(request.Name, violations, "name");
        RecognitionTransactionExtensions.CheckActId(request.ActId, violations, "act_id");
    }

    static Recognition Decide(RetractActRequest request, Transaction draft)
    {
        var recognition = draft.Edit<Recognition>(RecognitionNames.Canonical(request.Name), request.Etag);
        recognition.GetActiveAct(request.ActId).Retracted = true;
        return recognition.PutFolded(draft, RecognitionsEvent.ActRetracted);
    }
}
