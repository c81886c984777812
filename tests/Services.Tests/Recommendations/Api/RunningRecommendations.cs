using KosovoNato.Recommendations.V1;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Services.Tests.Recommendations.Api;

/// <summary>Helpers for tests of this service: its typed client, situations, and a separate service for each test.</summary>
static class RunningRecommendations
{
    extension(RunningService service)
    {
        public RecommendationService.RecommendationServiceClient Client => new(service.Invoker);

        public Situations Situation => new(service.Client, TestContext.Current.CancellationToken);

        /// <summary>Runs a test on its own service, which must not log any unexpected error.</summary>
        public static async Task On(SharedStores stores, Func<RunningService, Task> test)
        {
            await using var started = await StartAsync((await stores.Of(StoreBackend.Redis)).Configuration);
            await test(started);
            started.Errors.AssertNone();
        }

        /// <summary>The events of the last revision of a resource.</summary>
        public async Task<IEnumerable<RecommendationsEventType>> LastEventsAsync(string name)
        {
            var history = await service.Client.ListRevisionsAsync(
                new() { Name = name, PageSize = 1 }, cancellationToken: TestContext.Current.CancellationToken);
            return history.Revisions[0].EventTypes;
        }
    }

    static Task<RunningService> StartAsync(string store) => RunningService.StartAsync(
        "recommendations", store, change: builder => builder.Services.AddSingleton(RunningService.Clock));
}
