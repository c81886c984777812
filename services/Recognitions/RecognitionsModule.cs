using KosovoNato.Hosting;
using KosovoNato.Recognitions.Derivations;
using KosovoNato.Recognitions.Queries;
using KosovoNato.Serving.Requests;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;
using KosovoNato.Storage.Derivations;

namespace KosovoNato.Recognitions;

/// <summary>Registers this service with a host: its API, its resource types, and its derivations.</summary>
public static class RecognitionsModule
{
    public static Schema Schema { get; } = Schema.For("recognitions", RecognitionsResource.Descriptor)
        .WithNames(ResourceNames.Canonical)
        .WithDerived<Question>(DecisionOutlookDerivation.Clear)
        .WithDerived<Recognition>(RecognitionStatusDerivation.Clear);

    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? settings = null) =>
        PlatformHost.Build<RecognitionsApi>(args, Schema, Add, settings);

    static void Add(IServiceCollection services)
    {
        services.AddRequests(RecognitionsFilters.All, RecognitionsWrites.All, RecognitionScenario.Of);
        services.AddSingleton(new AsOfProjection(RecognitionAsOfProjection.On));
        services.AddSingleton(new DayDerivation(RecognitionStatusDerivation.Run));
        var outlooks = new IncrementalDerivation(
            (resources, computed, today) => new DecisionOutlookDerivation(resources, computed, today));
        services.AddSingleton(new AsyncDerivation(draft =>
        {
            outlooks.Run(draft);
            UnMembershipDerivation.Run(draft);
        }));
        services.AddHostedService<AsyncDerivationService>();
    }
}
