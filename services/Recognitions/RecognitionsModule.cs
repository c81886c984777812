using KosovoNato.Hosting;
using KosovoNato.Recognitions.Derivations;
using KosovoNato.Recognitions.Queries;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;
using KosovoNato.Storage.Derivations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Recognitions;

/// <summary>What a host needs to run this service: its API, what it keeps, and what it computes of recorded facts.</summary>
public static class RecognitionsModule
{
    public static Schema Schema { get; } = Schema.For("recognitions", RecognitionsResource.Descriptor);

    /// <param name="settings">Changes settings, for a host that runs several services in one process.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? settings = null) =>
        PlatformHost.Build<RecognitionsApi>(args, Schema, AddCalculations, settings);

    static void AddCalculations(IServiceCollection services)
    {
        services.AddSingleton<QueryHandler>();
        services.AddSingleton(new AsOfProjection(RecognitionAsOfProjection.On));
        services.AddSingleton(new AsyncDerivation(DecisionOutlookDerivation.Derive));
        services.AddHostedService<AsyncDerivationService>();
    }
}
