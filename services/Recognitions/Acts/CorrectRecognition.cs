namespace KosovoNato.Recognitions.Acts;

/// <summary>Corrects what is known of a recognition as a whole.</summary>
static class CorrectRecognition
{
    public static readonly Write<CorrectRecognitionRequest, Recognition> Write = new(Check, Decide);

    static void Check(CorrectRecognitionRequest request, FieldViolations violations)
    {
        var fields = FieldSelection.Check(request.UpdateMask, violations, "evidence", "note");
        if (request.Recognition is not { } recognition)
        {
            violations.Add("recognition", "is required: it holds the name and the new values");
            return;
        }

        var at = violations.At("recognition");
        RecognitionNames.CheckRecognition(recognition.Name, at, "name");
        if (fields.Has("evidence"))
        {
            EvidenceChecks.Check(recognition.Evidence, at);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(recognition.Note, at);
        }
    }

    static Recognition Decide(CorrectRecognitionRequest request, Transaction draft)
    {
        var recognition = draft.Edit<Recognition>(RecognitionNames.Canonical(request.Recognition.Name), request.Etag);
        var before = recognition.Clone();
        FieldSelection.Apply(request.UpdateMask, request.Recognition, recognition);
        recognition.Evidence = EvidenceChecks.Normalized(recognition.Evidence);
        recognition.AddCorrections("", request.UpdateMask, before, recognition, draft);
        return recognition.PutFolded(draft, RecognitionsEvent.CorrectionMade);
    }
}
