using KosovoNato.Changes.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using Progress = KosovoNato.Recommendations.V1.Progress;

namespace KosovoNato.Client;

/// <summary>The result of a what-if query: what would change, before and after. Unchanged items are left out.</summary>
/// <param name="AsOf">The date that all three services used.</param>
/// <param name="Decisions">
/// The decisions whose verdict, blockers, unknowns or number of needed members change, by organization and decision.
/// </param>
/// <param name="Milestones">The milestones whose status or readiness changes, by ID.</param>
/// <param name="Recommendations">The recommendations whose progress changes, by ID.</param>
/// <param name="Revisions">
/// The revision of each service that the result is based on, by service name. A service that was not queried is absent.
/// </param>
public sealed record WhatIfResult(
    string AsOf,
    IReadOnlyList<DecisionDifference> Decisions,
    IReadOnlyList<MilestoneDifference> Milestones,
    IReadOnlyList<RecommendationDifference> Recommendations,
    IReadOnlyDictionary<string, Revision> Revisions);

/// <summary>A decision without and with the assumptions.</summary>
public sealed record DecisionDifference(WhatIfDecision Decision, AssessDecisionResponse Before, AssessDecisionResponse After);

/// <summary>A milestone without and with the assumptions.</summary>
public sealed record MilestoneDifference(StatusAndReadiness Before, MilestoneReadiness After)
{
    /// <summary>Whether the milestone is not achieved, but would be under the assumptions.</summary>
    public bool IsReached => After.Status == MilestoneStatus.Achieved && Before.Status != MilestoneStatus.Achieved;

    /// <summary>Whether the milestone is not ready to start, but would be under the assumptions.</summary>
    public bool IsUnlocked => After.Readiness == Readiness.Ready && Before.Readiness != Readiness.Ready;
}

/// <summary>The progress of a recommendation without and with the assumptions.</summary>
public sealed record RecommendationDifference(string Recommendation, string Title, Progress Before, Progress After);
