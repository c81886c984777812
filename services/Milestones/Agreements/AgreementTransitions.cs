using KosovoNato.Kernel;

namespace KosovoNato.Milestones.Agreements;

/// <summary>Which stage of an agreement can follow on which, and how a move is recorded.</summary>
static class AgreementTransitions
{
    const int MaxMoves = 100;

    public static AgreementStatus[] AllowedFrom(AgreementStatus status) => status switch
    {
        AgreementStatus.Proposed => [AgreementStatus.Negotiating, AgreementStatus.Signed, AgreementStatus.Ended],
        AgreementStatus.Negotiating => [AgreementStatus.Signed, AgreementStatus.Ended],
        AgreementStatus.Signed => [AgreementStatus.InForce, AgreementStatus.Ended],
        AgreementStatus.InForce => [AgreementStatus.Ended],
        _ => [],
    };

    public static void Check(string name, string on, Evidence.V1.Evidence? evidence, FieldViolations violations)
    {
        MilestoneNames.Check("agreements", name, violations);
        DateChecks.CheckKnown(on, violations, "on");
        EvidenceChecks.Check(evidence, violations);
    }

    /// <summary>Moves an agreement on; refuses what cannot follow, and a day before that of an earlier move.</summary>
    public static Agreement Move(Transaction draft, string name, string etag, AgreementMove move)
    {
        EventDates.Require(draft, (move.On, "on"));
        var agreement = draft.Edit<Agreement>(name, etag);
        var allowed = AllowedFrom(agreement.Status);
        if (!allowed.Contains(move.To))
        {
            throw ApiException.TransitionNotAllowed(name, EnumNames.Of(agreement.Status), EnumNames.Of(move.To), allowed.Select(EnumNames.Of));
        }

        CollectionLimits.RequireCapacity(agreement.Moves.Count, MaxMoves, name, "moves");
        RequireOrder(agreement, move);
        move.Evidence = EvidenceChecks.Normalized(move.Evidence);
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
            throw ApiException.RuleViolated("EARLIER_THAN_MOVE", agreement.Name,
                $"{agreement.Name} cannot become {EnumNames.Of(move.To)} on {day}: it became {EnumNames.Of(later.To)} on {later.On}. Give a later date.");
        }
    }
}
