namespace KosovoNato.Milestones.Partnerships;

/// <summary>Records what is done in a partnership; also afterwards, of one that has ended.</summary>
static class RecordActivity
{
    public static readonly Write<RecordActivityRequest, Partnership> Write = new(Check, Decide);

    static void Check(RecordActivityRequest request, FieldViolations violations)
    {
        MilestoneNames.CheckPartnership(request.Name, violations);
        if (request.Activity is null)
        {
            violations.Add("activity", "is required");
            return;
        }

        Activities.Check(request.Activity, violations.At("activity"));
    }

    static Partnership Decide(RecordActivityRequest request, Transaction draft)
    {
        var partnership = draft.Edit<Partnership>(MilestoneNames.Canonical(request.Name), request.Etag);
        Activities.Add(partnership, request.Activity.Clone());
        draft.Put(partnership, MilestonesEvent.PartnershipChanged);
        return partnership;
    }
}
