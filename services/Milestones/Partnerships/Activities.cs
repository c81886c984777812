using System.Globalization;
using Google.Protobuf.Collections;

namespace KosovoNato.Milestones.Partnerships;

/// <summary>What is done in a partnership.</summary>
static class Activities
{
    public const int MaxCount = 200;

    public static void CheckAll(RepeatedField<Activity> activities, FieldViolations violations)
    {
        ValueChecks.CheckCount(activities.Count, MaxCount, violations, "activities");
        for (var i = 0; i < Math.Min(activities.Count, MaxCount); i++)
        {
            Check(activities[i], violations.At($"activities[{i}]"));
        }
    }

    public static void Check(Activity activity, FieldViolations violations)
    {
        ValueChecks.CheckListed(activity.Type, violations, "type");
        ValueChecks.CheckTitle(activity.Description, 500, violations, "description");
        violations.Require(Enum.IsDefined(activity.SeedWording), "seed_wording", $"must be unset or one of {string.Join(", ", EnumNames.All<SeedWording>())}");
        DateChecks.CheckKnown(activity.On, violations, "on");
        EvidenceChecks.Check(activity.Evidence, violations);
    }

    /// <summary>Adds an activity. They are never removed, so their numbers never repeat.</summary>
    public static void Add(Partnership partnership, Activity activity)
    {
        CollectionLimits.RequireCapacity(partnership.Activities.Count, MaxCount, partnership.Name, "activities");
        activity.Id = string.Create(CultureInfo.InvariantCulture, $"y{partnership.Activities.Count + 1}");
        activity.Evidence = EvidenceChecks.Normalized(activity.Evidence);
        partnership.Activities.Add(activity);
    }
}
