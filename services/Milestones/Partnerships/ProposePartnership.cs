namespace KosovoNato.Milestones.Partnerships;

/// <summary>Proposes cooperation with one country.</summary>
static class ProposePartnership
{
    public static readonly Write<ProposePartnershipRequest, Partnership> Write = new(Check, Decide);

    static void Check(ProposePartnershipRequest request, Violations violations) => PartnershipChecks.Check(request.Partnership, Fields.All, violations);

    static Partnership Decide(ProposePartnershipRequest request, Draft draft)
    {
        var partnership = request.Partnership.Clone();
        partnership.Name = Names.Canonical(partnership.Name);
        draft.RequireNew<Partnership>(partnership.Name);
        (partnership.Party, partnership.Partner) = Names.PairOf(partnership.Name)!.Value;
        partnership.Status = PartnershipStatus.Proposed;
        partnership.Evidence = Evidences.Kept(partnership.Evidence);
        partnership.Activities.Clear();
        foreach (var activity in request.Partnership.Activities)
        {
            Activities.Add(partnership, activity.Clone());
        }

        draft.Put(partnership, MilestonesEvent.PartnershipChanged);
        return partnership;
    }
}
