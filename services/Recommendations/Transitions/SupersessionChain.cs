namespace KosovoNato.Recommendations.Transitions;

/// <summary>What takes the place of a superseded recommendation: one that exists, and does not lead back to it.</summary>
static class SupersessionChain
{
    public static void Require(Recommendation recommendation, Transaction draft)
    {
        List<string> path = [ResourceNames.Id(recommendation.Name)];
        for (var next = recommendation; SuccessorOf(next) is { } successor;)
        {
            path.Add(successor);
            if (successor == path[0])
            {
                throw ApiException.RuleViolated("SUCCESSION_CYCLE", recommendation.Name,
                    $"{path[0]} cannot take its own place: {string.Join(" -> ", path)}. Name one that takes its place and is not "
                    + "superseded by it.");
            }

            next = draft.Get<Recommendation>(ResourceNames.Recommendation(successor));
        }
    }

    /// <summary>One that was opened again is its own again: what it was closed with no longer leads on.</summary>
    static string? SuccessorOf(Recommendation recommendation) =>
        recommendation is { Status: RecommendationStatus.Closed, Closing.Outcome: ClosingOutcome.Superseded }
            ? recommendation.Closing.SupersededBy
            : null;
}
