namespace KosovoNato.Recognitions.Acts;

/// <summary>Corrects the evidence or the note of a recognition.</summary>
static class CorrectRecognition
{
    public static readonly CorrectWrite<CorrectRecognitionRequest, Recognition> Write =
        new(["evidence", "note"], Check, Complete, RecognitionsEventType.CorrectionMade);

    static void Check(Recognition recognition, FieldSelection fields, FieldViolations at)
    {
        NameChecks.CheckPair("recognitions", recognition.Name, at);
        new FieldChecks(at, fields).Evidence(recognition.Evidence).Note(recognition.Note);
    }

    static void Complete(CorrectRecognitionRequest request, Recognition before, Recognition recognition, Transaction draft)
    {
        recognition.Evidence = EvidenceChecks.Normalized(recognition.Evidence);
        Corrections.Add(recognition.Corrections, request.UpdateMask, before, recognition, draft.Context);
    }
}
