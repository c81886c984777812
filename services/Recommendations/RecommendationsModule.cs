using KosovoNato.Hosting;
using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Rules.Criteria;
using KosovoNato.Serving.Requests;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Recommendations;

/// <summary>Registers this service with a host: its API, its resource types, and its derivations.</summary>
public static class RecommendationsModule
{
    public static Schema Schema { get; } = Schema
        .For("recommendations", RecommendationsResource.Descriptor, MirroredTypeSets.OfRecognitions, MirroredTypeSets.OfMilestones)
        .WithDerived<Recommendation>(ProgressDerivation.Clear);

    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? settings = null) =>
        PlatformHost.Build<RecommendationsApi>(args, Schema, Add, settings);

    static void Add(IServiceCollection services)
    {
        services.AddRequests(RecommendationsFilters.All, RecommendationsWrites.All, RecommendationScenario.Of);
        services.AddSingleton(new AsOfProjection(RecommendationAsOfProjection.On));
        var progress = new IncrementalDerivation(
            (resources, computed, today) => new ProgressDerivation(resources, computed, today));
        services.AddSingleton(new Derivation(progress.Run));
    }
}
