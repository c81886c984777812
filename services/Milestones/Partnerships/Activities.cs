using System.Globalization;

namespace KosovoNato.Milestones.Partnerships;

/// <summary>Rules for the activities of a partnership.</summary>
static class Activities
{
    public const int MaxCount = 200;

    public static void Check(Activity activity, FieldViolations at)
    {
        ValueChecks.CheckListed(activity.Kind, at, "kind");
        ValueChecks.CheckTitle(activity.Description, 500, at, "description");
        ValueChecks.CheckOptional(activity.PaperWording, at, "paper_wording");
        DateChecks.CheckKnown(activity.Date, at, "date");
        EvidenceChecks.Check(activity.Evidence, at);
    }

    /// <summary>Adds an activity. Activities are never removed, so numbers are never reused.</summary>
    public static void Add(Partnership partnership, Activity activity)
    {
        Capacity.Require(partnership.Activities.Count, MaxCount, partnership.Name, "activities");
        activity.Id = string.Create(CultureInfo.InvariantCulture, $"y{partnership.Activities.Count + 1}");
        activity.Evidence = EvidenceChecks.Normalized(activity.Evidence);
        partnership.Activities.Add(activity);
    }
}
