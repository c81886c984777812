using Google.Protobuf.Reflection;

namespace KosovoNato.Seeder;

/// <summary>
/// Fields that a caller cannot set. Lifecycle fields of a seed, for example Question.status and Milestone.transitions, are not among them,
/// because the loader turns them into transitions.
/// </summary>
internal static class OutputOnlyFields
{
    private static readonly HashSet<string> Fields =
    [
        "MembershipPeriod.id", "Act.id", "Act.retracted", "Recognition.status", "Recognition.recognized_on", "Recognition.withdrawn_on",
        "Recognition.diplomatic_relations_on", "Recognition.contested", "Recognition.confirmed", "Recognition.corrections",
        "Correction.corrected_by", "Correction.corrected_at", "Question.outlook",
        "Milestone.status", "Milestone.achieved_on", "Milestone.baseline_target_on", "Milestone.outlook",
        "MilestoneTransition.id", "MilestoneTransition.note", "MilestoneTransition.retracted",
        "Blocker.id", "Blocker.resolved_on", "Blocker.resolution_evidence", "Blocker.status",
        "Observation.id", "Partnership.status", "Activity.id",
        "Recommendation.status", "Recommendation.closure", "Recommendation.response", "Recommendation.earlier_responses",
        "Recommendation.assessments", "Recommendation.progress",
    ];

    internal static bool Has(FieldDescriptor field) => field.Name == "etag" || Fields.Contains($"{field.ContainingType.Name}.{field.Name}");
}
