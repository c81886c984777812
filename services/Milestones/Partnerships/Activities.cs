using System.Globalization;
using Google.Protobuf.Collections;

namespace KosovoNato.Milestones.Partnerships;

/// <summary>What is done in a partnership.</summary>
static class Activities
{
    public const int Most = 200;

    public static void CheckAll(RepeatedField<Activity> activities, Violations violations)
    {
        Values.CheckCount(activities.Count, Most, violations, "activities");
        for (var i = 0; i < Math.Min(activities.Count, Most); i++)
        {
            Check(activities[i], violations.At($"activities[{i}]"));
        }
    }

    public static void Check(Activity activity, Violations violations)
    {
        Values.CheckListed(activity.Type, violations, "type");
        Values.CheckTitle(activity.Description, 500, violations, "description");
        violations.Require(Enum.IsDefined(activity.SeedWording), "seed_wording", $"must be unset or one of {string.Join(", ", Words.All<SeedWording>())}");
        Dates.CheckKnown(activity.On, violations, "on");
        Evidences.Check(activity.Evidence, violations);
    }

    /// <summary>Adds an activity. They are never removed, so their numbers never repeat.</summary>
    public static void Add(Partnership partnership, Activity activity)
    {
        Limits.RequireRoom(partnership.Activities.Count, Most, partnership.Name, "activities");
        activity.Id = string.Create(CultureInfo.InvariantCulture, $"y{partnership.Activities.Count + 1}");
        activity.Evidence = Evidences.Kept(activity.Evidence);
        partnership.Activities.Add(activity);
    }
}
