namespace KosovoNato.Milestones.Partnerships;

/// <summary>Which stage of a partnership can follow on which, and how a move is recorded.</summary>
static class PartnershipMoves
{
    const int MostMoves = 100;

    public static PartnershipStatus[] AllowedFrom(PartnershipStatus status) => status switch
    {
        PartnershipStatus.Proposed or PartnershipStatus.Suspended => [PartnershipStatus.Active, PartnershipStatus.Ended],
        PartnershipStatus.Active => [PartnershipStatus.Suspended, PartnershipStatus.Ended],
        _ => [],
    };

    public static void Check(string name, string on, Evidence.V1.Evidence? evidence, Violations violations)
    {
        Names.CheckPartnership(name, violations);
        Dates.CheckKnown(on, violations, "on");
        Evidences.Check(evidence, violations);
    }

    /// <summary>Moves a partnership on; refuses what cannot follow, and a day before that of an earlier move.</summary>
    public static Partnership Move(Draft draft, string name, string etag, PartnershipMove move)
    {
        Happened.Require(draft, (move.On, "on"));
        var partnership = draft.Edit<Partnership>(Names.Canonical(name), etag);
        var allowed = AllowedFrom(partnership.Status);
        if (!allowed.Contains(move.To))
        {
            throw Refusal.TransitionNotAllowed(partnership.Name, Words.Of(partnership.Status), Words.Of(move.To), allowed.Select(Words.Of));
        }

        Limits.RequireRoom(partnership.Moves.Count, MostMoves, partnership.Name, "moves");
        RequireOrder(partnership, move);
        move.Evidence = Evidences.Kept(move.Evidence);
        partnership.Moves.Add(move);
        partnership.Status = move.To;
        draft.Put(partnership, MilestonesEvent.PartnershipChanged);
        return partnership;
    }

    static void RequireOrder(Partnership partnership, PartnershipMove move)
    {
        if (PartialDate.ParseKnown(move.On) is { } day
            && partnership.Moves.LastOrDefault(earlier => PartialDate.ParseKnown(earlier.On) is { } before && day.IsCertainlyBefore(before)) is { } later)
        {
            throw Refusal.RuleViolated("EARLIER_THAN_MOVE", partnership.Name,
                $"{partnership.Name} cannot become {Words.Of(move.To)} on {day}: it became {Words.Of(later.To)} on {later.On}. Give a later date.");
        }
    }
}
