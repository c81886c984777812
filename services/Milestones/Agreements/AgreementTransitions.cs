using Google.Protobuf;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Milestones.Agreements;

/// <summary>The status transitions that are allowed for an agreement, and how they are recorded.</summary>
static class AgreementTransitions
{
    /// <summary>Creates the write for a transition of an agreement to a status.</summary>
    public static EditWrite<TRequest, Agreement> To<TRequest>(AgreementStatus status)
        where TRequest : class, IMessage<TRequest>, ITransitionRequest, new() =>
        new(Check, (request, agreement, draft) => Move(agreement, request, status, draft), MilestonesEventType.AgreementTransitioned);

    static AgreementStatus[] AllowedFrom(AgreementStatus status) => status switch
    {
        AgreementStatus.Proposed => [AgreementStatus.Negotiating, AgreementStatus.Signed, AgreementStatus.Ended],
        AgreementStatus.Negotiating => [AgreementStatus.Signed, AgreementStatus.Ended],
        AgreementStatus.Signed => [AgreementStatus.InForce, AgreementStatus.Ended],
        AgreementStatus.InForce => [AgreementStatus.Ended],
        _ => [],
    };

    static void Check(ITransitionRequest request, FieldViolations violations)
    {
        NameChecks.Check("agreements", request.Name, violations);
        StatusTransitions.Check(request, violations);
    }

    static void Move(Agreement agreement, ITransitionRequest request, AgreementStatus status, Transaction draft)
    {
        // The stored status is that of today, and the last transition may be dated tomorrow.
        var from = agreement.Transitions.LastOrDefault()?.ToStatus ?? AgreementStatus.Proposed;
        StatusTransitions.Require(
            agreement.Name, from, status, AllowedFrom(from),
            [.. agreement.Transitions.Select(move => (move.Date, move.ToStatus))], request.Date, draft.Today);
        agreement.Transitions.Add(
            new AgreementTransition { ToStatus = status, Date = request.Date, Evidence = EvidenceChecks.Normalized(request.Evidence) });
        agreement.Status = status;
    }
}
