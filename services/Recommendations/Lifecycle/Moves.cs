namespace KosovoNato.Recommendations.Lifecycle;

/// <summary>A move of a recommendation; each is a write of its own.</summary>
enum RecommendationMove
{
    Publish,
    Close,
    Reopen,
}

/// <summary>DRAFT becomes OPEN, OPEN becomes CLOSED, and what is closed can be opened again.</summary>
static class Moves
{
    /// <summary>The stage after the move; none if it is not possible.</summary>
    public static RecommendationStatus? After(RecommendationStatus status, RecommendationMove move) => (status, move) switch
    {
        (RecommendationStatus.Draft, RecommendationMove.Publish) => RecommendationStatus.Open,
        (RecommendationStatus.Open, RecommendationMove.Close) => RecommendationStatus.Closed,
        (RecommendationStatus.Closed, RecommendationMove.Reopen) => RecommendationStatus.Open,
        _ => null,
    };

    /// <summary>Moves the recommendation, or refuses with what is possible.</summary>
    public static void Make(this Recommendation recommendation, RecommendationMove move)
    {
        var present = recommendation.Status;
        recommendation.Status = After(present, move) ?? throw Refusal.TransitionNotAllowed(recommendation.Name, Words.Of(present), Words.Of(move),
            Enum.GetValues<RecommendationMove>().Where(other => After(present, other) is not null).Select(Words.Of));
    }
}
