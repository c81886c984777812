using Google.Protobuf;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Partnerships;

/// <summary>The status transitions that are allowed for a partnership, and how they are recorded.</summary>
static class PartnershipTransitions
{
    /// <summary>Creates the write for a transition of a partnership to a status.</summary>
    public static EditWrite<TRequest, Partnership> To<TRequest>(PartnershipStatus status)
        where TRequest : class, IMessage<TRequest>, ITransitionRequest, new() =>
        new(Check, (request, partnership, draft) => Move(partnership, request, status, draft), MilestonesEventType.PartnershipChanged);

    static PartnershipStatus[] AllowedFrom(PartnershipStatus status) => status switch
    {
        PartnershipStatus.Proposed or PartnershipStatus.Suspended => [PartnershipStatus.Active, PartnershipStatus.Ended],
        PartnershipStatus.Active => [PartnershipStatus.Suspended, PartnershipStatus.Ended],
        _ => [],
    };

    static void Check(ITransitionRequest request, FieldViolations violations)
    {
        NameChecks.CheckPair("partnerships", request.Name, violations);
        StatusTransitions.Check(request, violations);
    }

    static void Move(Partnership partnership, ITransitionRequest request, PartnershipStatus status, Transaction draft)
    {
        // The stored status is that of today, and the last transition may be dated tomorrow.
        var from = partnership.Transitions.LastOrDefault()?.ToStatus ?? PartnershipStatus.Proposed;
        StatusTransitions.Require(
            partnership.Name, from, status, AllowedFrom(from),
            [.. partnership.Transitions.Select(move => (move.Date, move.ToStatus))], request.Date, draft.Today);
        partnership.Transitions.Add(
            new PartnershipTransition { ToStatus = status, Date = request.Date, Evidence = EvidenceChecks.Normalized(request.Evidence) });
        partnership.Status = status;
    }
}
