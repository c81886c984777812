using KosovoNato.Recommendations.Transitions;
using KosovoNato.Recommendations.V1;
using KosovoNato.Rules.Validation;

namespace KosovoNato.Services.Tests.Recommendations.Transitions;

public sealed class RecommendationTransitionsTests
{
    static readonly Dictionary<(RecommendationStatus, string), RecommendationStatus> Table = new()
    {
        [(RecommendationStatus.Draft, "PUBLISH")] = RecommendationStatus.Open,
        [(RecommendationStatus.Open, "CLOSE")] = RecommendationStatus.Closed,
        [(RecommendationStatus.Closed, "REOPEN")] = RecommendationStatus.Open,
    };

    public static TheoryData<RecommendationStatus, string> Pairs() => new(
        from status in Enum.GetValues<RecommendationStatus>()
        from move in Enum.GetValues<RecommendationTransition>()
        select (status, EnumNames.Of(move)));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_recommendation_makes_exactly_the_transitions_in_the_table(RecommendationStatus status, string move) =>
        Assert.Equal(
            Table.TryGetValue((status, move), out var next) ? next : null,
            RecommendationTransitions.After(
                status, Enum.GetValues<RecommendationTransition>().Single(other => EnumNames.Of(other) == move)));
}
