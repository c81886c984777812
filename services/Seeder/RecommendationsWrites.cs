using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// The writes that make the resources of the recommendation service. The paper is out, so what it recommends is published.
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
        _ => throw new ArgumentException($"{resource.Name} is of no type of the recommendation service.", nameof(resource)),
    };
}
