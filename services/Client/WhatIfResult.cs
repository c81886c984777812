using KosovoNato.Changes.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Client;

/// <summary>The result of a what-if query: everything that differs, with and without the assumptions.</summary>
/// <param name="AsOf">The date that the result is about.</param>
/// <param name="Revision">The revision of the recommendation service that the result is based on.</param>
/// <param name="UpstreamRevisions">
/// The revisions of the other services up to which the result takes their facts into account.
/// </param>
/// <param name="RecognitionCounts">The organizations in which the number of members that recognize Kosovo differs, by name.</param>
/// <param name="Decisions">
/// The decisions whose verdict, blocking states, unknown states or number of needed members differ, by organization and decision.
/// </param>
/// <param name="Milestones">The milestones whose status, date of achievement, outlook or blockers differ, by name.</param>
/// <param name="Recommendations">The recommendations whose progress differs, by name.</param>
public sealed record WhatIfResult(
    string AsOf,
    Revision Revision,
    IReadOnlyList<UpstreamRevision> UpstreamRevisions,
    IReadOnlyList<RecognitionCountConsequence> RecognitionCounts,
    IReadOnlyList<DecisionConsequence> Decisions,
    IReadOnlyList<MilestoneReadiness> Milestones,
    IReadOnlyList<RecommendationConsequence> Recommendations);
