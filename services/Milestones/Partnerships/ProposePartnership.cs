namespace KosovoNato.Milestones.Partnerships;

/// <summary>Proposes cooperation with one country.</summary>
static class ProposePartnership
{
    public static readonly Write<ProposePartnershipRequest, Partnership> Write = new(Check, Decide);

    static void Check(ProposePartnershipRequest request, FieldViolations violations) => PartnershipChecks.Check(request.Partnership, FieldSelection.All, violations);

    static Partnership Decide(ProposePartnershipRequest request, Transaction draft)
    {
        var partnership = request.Partnership.Clone();
        partnership.Name = MilestoneNames.Canonical(partnership.Name);
        draft.RequireNew<Partnership>(partnership.Name);
        (partnership.Party, partnership.Partner) = MilestoneNames.PairOf(partnership.Name)!.Value;
        partnership.Status = PartnershipStatus.Proposed;
        partnership.Evidence = EvidenceChecks.Normalized(partnership.Evidence);
        partnership.Activities.Clear();
        foreach (var activity in request.Partnership.Activities)
        {
            Activities.Add(partnership, activity.Clone());
        }

        draft.Put(partnership, MilestonesEvent.PartnershipChanged);
        return partnership;
    }
}
