using KosovoNato.Kernel;

namespace KosovoNato.Milestones.Partnerships;

/// <summary>Which stage of a partnership can follow on which, and how a move is recorded.</summary>
static class PartnershipTransitions
{
    const int MaxMoves = 100;

    public static PartnershipStatus[] AllowedFrom(PartnershipStatus status) => status switch
    {
        PartnershipStatus.Proposed or PartnershipStatus.Suspended => [PartnershipStatus.Active, PartnershipStatus.Ended],
        PartnershipStatus.Active => [PartnershipStatus.Suspended, PartnershipStatus.Ended],
        _ => [],
    };

    public static void Check(string name, string on, Evidence.V1.Evidence? evidence, FieldViolations violations)
    {
        MilestoneNames.CheckPartnership(name, violations);
        DateChecks.CheckKnown(on, violations, "on");
        EvidenceChecks.Check(evidence, violations);
    }

    /// <summary>Moves a partnership on; refuses what cannot follow, and a day before that of an earlier move.</summary>
    public static Partnership Move(Transaction draft, string name, string etag, PartnershipMove move)
    {
        EventDates.Require(draft, (move.On, "on"));
        var partnership = draft.Edit<Partnership>(MilestoneNames.Canonical(name), etag);
        var allowed = AllowedFrom(partnership.Status);
        if (!allowed.Contains(move.To))
        {
            throw ApiException.TransitionNotAllowed(partnership.Name, EnumNames.Of(partnership.Status), EnumNames.Of(move.To), allowed.Select(EnumNames.Of));
        }

        CollectionLimits.RequireCapacity(partnership.Moves.Count, MaxMoves, partnership.Name, "moves");
        RequireOrder(partnership, move);
        move.Evidence = EvidenceChecks.Normalized(move.Evidence);
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
            throw ApiException.RuleViolated("EARLIER_THAN_MOVE", partnership.Name,
                $"{partnership.Name} cannot become {EnumNames.Of(move.To)} on {day}: it became {EnumNames.Of(later.To)} on {later.On}. Give a later date.");
        }
    }
}
