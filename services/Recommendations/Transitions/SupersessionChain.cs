namespace KosovoNato.Recommendations.Transitions;

/// <summary>Checks the recommendation that supersedes another: it must exist and must not lead back to it.</summary>
static class SupersessionChain
{
    public static void Require(Recommendation recommendation, Transaction draft)
    {
        List<string> path = [recommendation.Name];
        for (var next = recommendation; SuccessorOf(next) is { } successor;)
        {
            path.Add(successor);
            if (successor == path[0])
            {
                throw ApiException.RuleViolated("SUCCESSION_CYCLE", recommendation.Name,
                    $"{path[0]} cannot supersede itself: {string.Join(" -> ", path)}. Name a recommendation that it does not "
                    + "supersede.");
            }

            next = draft.Get<Recommendation>(successor);
        }
    }

    /// <summary>The recommendation that supersedes a closed recommendation. A reopened recommendation has none.</summary>
    static string? SuccessorOf(Recommendation recommendation) =>
        recommendation is { Status: RecommendationStatus.Closed, Closure.Reason: ClosureReason.Superseded }
            ? recommendation.Closure.SupersededBy
            : null;
}
