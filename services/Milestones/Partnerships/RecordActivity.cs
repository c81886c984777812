namespace KosovoNato.Milestones.Partnerships;

/// <summary>Records an activity of a partnership, even of one that has ended.</summary>
static class RecordActivity
{
    public static readonly EditWrite<RecordActivityRequest, Partnership> Write = new(Check, Change, MilestonesEventType.PartnershipChanged);

    static void Check(RecordActivityRequest request, FieldViolations violations)
    {
        NameChecks.CheckPair("partnerships", request.Name, violations);
        ValueChecks.CheckRequired(request.Activity, violations, "activity", Activities.Check);
    }

    static void Change(RecordActivityRequest request, Partnership partnership, Transaction draft) =>
        Activities.Add(partnership, request.Activity.Clone());
}
