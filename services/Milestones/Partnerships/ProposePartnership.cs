namespace KosovoNato.Milestones.Partnerships;

/// <summary>Proposes a partnership with one state.</summary>
static class ProposePartnership
{
    public static readonly CreateWrite<ProposePartnershipRequest, Partnership> Write =
        new(PartnershipChecks.Check, Complete, MilestonesEventType.PartnershipChanged);

    static void Complete(Partnership partnership, Transaction draft)
    {
        (partnership.Party, partnership.Partner) = StatePairs.Parse(ResourceNames.Id(partnership.Name))!.Value;
        partnership.Status = PartnershipStatus.Proposed;
        PartnershipChecks.Keep(partnership);
        List<Activity> activities = [.. partnership.Activities];
        partnership.Activities.Clear();
        activities.ForEach(activity => Activities.Add(partnership, activity));
    }
}
