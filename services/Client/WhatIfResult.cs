using KosovoNato.Changes.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using Progress = KosovoNato.Recommendations.V1.Progress;

namespace KosovoNato.Client;

/// <summary>What would be other if something were so, with how it is without it. What stays the same is left out.</summary>
/// <param name="AsOf">The day that was used by all three services.</param>
/// <param name="Decisions">Those whose verdict, blockers or unknowns would be others, or of which more or fewer would be needed; by
/// organization and decision.</param>
/// <param name="Milestones">Those that would be at another stage or readiness, by id.</param>
/// <param name="Recommendations">Those that would be further or less far, by id.</param>
/// <param name="Revisions">From which revision of each service the answer is, by the service's name; what was not asked is not in
/// it.</param>
public sealed record WhatIfResult(
    string AsOf,
    IReadOnlyList<DecisionDifference> Decisions,
    IReadOnlyList<MilestoneDifference> Milestones,
    IReadOnlyList<RecommendationDifference> Recommendations,
    IReadOnlyDictionary<string, Revision> Revisions);

/// <summary>A decision with its verdict as it is and as it would be.</summary>
public sealed record DecisionDifference(WhatIfDecision Decision, AssessDecisionResponse Before, AssessDecisionResponse After);

/// <summary>A milestone with its stage as it is and as it would be.</summary>
public sealed record MilestoneDifference(MilestoneStage Before, MilestoneReadiness After)
{
    /// <summary>Whether it would be achieved, and is not.</summary>
    public bool IsReached => After.Status == MilestoneStatus.Achieved && Before.Status != MilestoneStatus.Achieved;

    /// <summary>Whether it could be begun, and cannot.</summary>
    public bool IsUnlocked => After.Readiness == Readiness.Ready && Before.Readiness != Readiness.Ready;
}

/// <summary>A recommendation and how far it is and would be.</summary>
public sealed record RecommendationDifference(string Recommendation, string Title, Progress Before, Progress After);
