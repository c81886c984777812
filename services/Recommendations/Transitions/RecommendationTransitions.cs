namespace KosovoNato.Recommendations.Transitions;

/// <summary>A transition of a recommendation; each has a write of its own.</summary>
enum RecommendationTransition
{
    Publish,
    Close,
    Reopen,
}

/// <summary>
/// The status transitions that are allowed for a recommendation: DRAFT to OPEN, OPEN to CLOSED, and CLOSED to OPEN again.
/// </summary>
static class RecommendationTransitions
{
    /// <summary>The status after the transition; null if it is not allowed.</summary>
    public static RecommendationStatus? After(RecommendationStatus status, RecommendationTransition move) => (status, move) switch
    {
        (RecommendationStatus.Draft, RecommendationTransition.Publish) => RecommendationStatus.Open,
        (RecommendationStatus.Open, RecommendationTransition.Close) => RecommendationStatus.Closed,
        (RecommendationStatus.Closed, RecommendationTransition.Reopen) => RecommendationStatus.Open,
        _ => null,
    };

    /// <summary>Changes the status, or throws an error that lists the allowed transitions.</summary>
    public static void Apply(this Recommendation recommendation, RecommendationTransition move)
    {
        var present = recommendation.Status;
        recommendation.Status = After(present, move)
            ?? throw ApiException.TransitionNotAllowed(recommendation.Name, EnumNames.Of(present), EnumNames.Of(move),
            Enum.GetValues<RecommendationTransition>().Where(other => After(present, other) is not null).Select(EnumNames.Of));
    }
}
