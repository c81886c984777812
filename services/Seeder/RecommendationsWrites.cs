using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// The writes that create the resources of the recommendation service. Recommendations are published, because the policy paper is.
/// </summary>
internal static class RecommendationsWrites
{
    internal static IEnumerable<RecommendationsWrite> Of(IResource resource) => resource switch
    {
        Document document => [new() { RegisterDocument = new() { Document = document } }],
        Recommendation recommendation =>
        [
            new() { DraftRecommendation = new() { Recommendation = recommendation } },
            new() { PublishRecommendation = new() { Name = recommendation.Name } },
        ],
        _ => throw new ArgumentException($"{resource.Name} is not a seed resource of the recommendation service.", nameof(resource)),
    };
}
