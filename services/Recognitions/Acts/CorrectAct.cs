namespace KosovoNato.Recognitions.Acts;

/// <summary>Corrects what is known of an act. What was known before stays: in the corrections, and a date among the other dates.</summary>
static class CorrectAct
{
    public static readonly Write<CorrectActRequest, Recognition> Write = new(Check, Decide);

    static void Check(CorrectActRequest request, FieldViolations violations)
    {
        RecognitionNames.CheckRecognition(request.Name, violations, "name");
        var fields = FieldSelection.Check(request.UpdateMask, violations,
            "date", "known_on", "instrument", "evidence", "ordinal_claimed", "rank", "counted_by_third_parties", "other_dates", "note");
        if (request.Act is null)
        {
            violations.Add("act", "is required: it holds the id and the new values");
            return;
        }

        RecognitionTransactionExtensions.CheckActId(request.Act.Id, violations, "act.id");
        ActChecks.Check(request.Act, fields, violations.At("act"));
    }

    static Recognition Decide(CorrectActRequest request, Transaction draft)
    {
        var recognition = draft.Edit<Recognition>(RecognitionNames.Canonical(request.Name), request.Etag);
        var act = recognition.GetActiveAct(request.Act.Id);
        var before = act.Clone();
        FieldSelection.Apply(request.UpdateMask, request.Act, act);
        ActChecks.Keep(act);
        RequireWhole(act, draft.Today);
        IndependenceDeclarations.RequireReason(act, recognition.Subject, recognition.Name);
        recognition.AddCorrections($"acts.{act.Id}", request.UpdateMask, before, act, draft);
        if (before.Date.Length > 0 && before.Date != act.Date)
        {
            act.OtherDates.Add(new DateClaim { Value = before.Date, Evidence = before.Evidence.Clone(), Rank = ClaimRank.Deprecated });
        }

        return recognition.PutFolded(draft, RecognitionsEvent.CorrectionMade);
    }

    static void RequireWhole(Act act, DateOnly today)
    {
        var violations = new FieldViolations("act.");
        ActChecks.CheckTogether(act, violations);
        violations.ThrowIfAny();
        ActChecks.RequireHappened(act, today);
    }
}
