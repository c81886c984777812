using KosovoNato.Serving.Reads;
using KosovoNato.Serving.Writes;
using KosovoNato.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Serving.Requests;

/// <summary>Registers the handlers of a service's requests.</summary>
public static class RequestServiceCollectionExtensions
{
    /// <param name="scenarioOf">Creates the scenario of a request: a snapshot with the assumptions of the request, as of a day.</param>
    public static IServiceCollection AddRequests<TScenario>(
        this IServiceCollection services, ResourceFilters filters, WriteTable writes,
        Func<Snapshot, IAssumptionRequest, DateOnly, TScenario> scenarioOf) =>
        services.AddSingleton(filters).AddSingleton(writes).AddSingleton(scenarioOf)
            .AddSingleton<ResourceRequests>().AddSingleton<QueryHandler<TScenario>>();
}
