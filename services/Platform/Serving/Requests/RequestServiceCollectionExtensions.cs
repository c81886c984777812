using KosovoNato.Serving.Reads;
using KosovoNato.Serving.Writes;
using KosovoNato.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Serving.Requests;

/// <summary>Registers what the RPCs of a service need.</summary>
public static class RequestServiceCollectionExtensions
{
    /// <param name="scenarioOf">How the service sees a snapshot under a request, on a day.</param>
    public static IServiceCollection AddRequests<TScenario>(
        this IServiceCollection services, ResourceFilters filters, WriteTable writes,
        Func<Snapshot, IAssumingRequest, DateOnly, TScenario> scenarioOf) =>
        services.AddSingleton(filters).AddSingleton(writes).AddSingleton(scenarioOf)
            .AddSingleton<ResourceRequests>().AddSingleton<QueryHandler<TScenario>>();
}
