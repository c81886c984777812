namespace KosovoNato.Milestones.Agreements;

/// <summary>Which stage of an agreement can follow on which, and how a move is recorded.</summary>
static class AgreementMoves
{
    const int MostMoves = 100;

    public static AgreementStatus[] AllowedFrom(AgreementStatus status) => status switch
    {
        AgreementStatus.Proposed => [AgreementStatus.Negotiating, AgreementStatus.Signed, AgreementStatus.Ended],
        AgreementStatus.Negotiating => [AgreementStatus.Signed, AgreementStatus.Ended],
        AgreementStatus.Signed => [AgreementStatus.InForce, AgreementStatus.Ended],
        AgreementStatus.InForce => [AgreementStatus.Ended],
        _ => [],
    };

    public static void Check(string name, string on, Evidence.V1.Evidence? evidence, Violations violations)
    {
        Names.Check("agreements", name, violations);
        Dates.CheckKnown(on, violations, "on");
        Evidences.Check(evidence, violations);
    }

    /// <summary>Moves an agreement on; refuses what cannot follow, and a day before that of an earlier move.</summary>
    public static Agreement Move(Draft draft, string name, string etag, AgreementMove move)
    {
        Happened.Require(draft, (move.On, "on"));
        var agreement = draft.Edit<Agreement>(name, etag);
        var allowed = AllowedFrom(agreement.Status);
        if (!allowed.Contains(move.To))
        {
            throw Refusal.TransitionNotAllowed(name, Words.Of(agreement.Status), Words.Of(move.To), allowed.Select(Words.Of));
        }

        Limits.RequireRoom(agreement.Moves.Count, MostMoves, name, "moves");
        RequireOrder(agreement, move);
        move.Evidence = Evidences.Kept(move.Evidence);
        agreement.Moves.Add(move);
        agreement.Status = move.To;
        draft.Put(agreement, MilestonesEvent.AgreementTransitioned);
        return agreement;
    }

    static void RequireOrder(Agreement agreement, AgreementMove move)
    {
        if (PartialDate.ParseKnown(move.On) is { } day
            && agreement.Moves.LastOrDefault(earlier => PartialDate.ParseKnown(earlier.On) is { } before && day.IsCertainlyBefore(before)) is { } later)
        {
            throw Refusal.RuleViolated("EARLIER_THAN_MOVE", agreement.Name,
                $"{agreement.Name} cannot become {Words.Of(move.To)} on {day}: it became {Words.Of(later.To)} on {later.On}. Give a later date.");
        }
    }
}
