namespace KosovoNato.Recommendations.Transitions;

/// <summary>A move of a recommendation; each is a write of its own.</summary>
enum RecommendationTransition
{
    Publish,
    Close,
    Reopen,
}

/// <summary>DRAFT becomes OPEN, OPEN becomes CLOSED, and what is closed can be opened again.</summary>
static class RecommendationTransitions
{
    /// <summary>The stage after the move; none if it is not possible.</summary>
    public static RecommendationStatus? After(RecommendationStatus status, RecommendationTransition move) => (status, move) switch
    {
        (RecommendationStatus.Draft, RecommendationTransition.Publish) => RecommendationStatus.Open,
        (RecommendationStatus.Open, RecommendationTransition.Close) => RecommendationStatus.Closed,
        (RecommendationStatus.Closed, RecommendationTransition.Reopen) => RecommendationStatus.Open,
        _ => null,
    };

    /// <summary>Moves the recommendation, or refuses with what is possible.</summary>
    public static void Apply(this Recommendation recommendation, RecommendationTransition move)
    {
        var present = recommendation.Status;
        recommendation.Status = After(present, move)
            ?? throw ApiException.TransitionNotAllowed(recommendation.Name, EnumNames.Of(present), EnumNames.Of(move),
            Enum.GetValues<RecommendationTransition>().Where(other => After(present, other) is not null).Select(EnumNames.Of));
    }
}
