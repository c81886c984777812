namespace KosovoNato.Recognitions.Acts;

/// <summary>Corrects an act. The replaced values stay in the corrections, and a replaced date among the other dates.</summary>
static class CorrectAct
{
    public static readonly WriteOperation<CorrectActRequest, Recognition> Write = new(Check, Decide);

    static void Check(CorrectActRequest request, FieldViolations violations)
    {
        NameChecks.CheckPair("recognitions", request.Name, violations);
        var fields = FieldSelection.Check(request.UpdateMask, violations,
            "date", "attested_on", "instrument", "evidence", "ordinal_claimed", "rank", "counted_by_third_parties", "other_dates", "note");
        ValueChecks.CheckRequired(request.Act, violations, "act", (act, at) =>
        {
            NameChecks.CheckNestedId('a', act.Id, at, "id");
            ActChecks.Check(act, fields, at);
        });
    }

    static Recognition Decide(CorrectActRequest request, Transaction draft)
    {
        var recognition = draft.Edit<Recognition>(request.Name, request.Etag);
        var act = recognition.GetActiveAct(request.Act.Id);
        var before = act.Clone();
        FieldSelection.Apply(request.UpdateMask, request.Act, act);
        ActChecks.Keep(act);
        RequireWhole(act, draft.Today);
        IndependenceDeclarations.RequireReason(act, recognition.Subject, recognition.Name);
        Corrections.Add(recognition.Corrections, request.UpdateMask, before, act, draft.Context, $"acts.{act.Id}.");
        if (before.Date.Length > 0 && before.Date != act.Date)
        {
            RequireRoom(act, recognition.Name);
            act.OtherDates.Add(new DateClaim { Date = before.Date, Evidence = before.Evidence.Clone(), Rank = ClaimRank.Deprecated });
        }

        return recognition.PutFolded(draft, RecognitionsEventType.CorrectionMade);
    }

    static void RequireRoom(Act act, string recognition)
    {
        if (act.OtherDates.Count >= EvidenceChecks.MaxClaims)
        {
            throw ApiException.RuleViolated("TOO_MANY", recognition,
                $"Act {act.Id} already has {act.OtherDates.Count} other dates, so the replaced date cannot be kept among them. Include "
                + "`other_dates` in the update mask, with fewer dates.");
        }
    }

    static void RequireWhole(Act act, DateOnly today)
    {
        var violations = new FieldViolations("act.");
        ActChecks.CheckTogether(act, violations);
        violations.ThrowIfAny();
        ActChecks.RequireHappened(act, today);
    }
}
