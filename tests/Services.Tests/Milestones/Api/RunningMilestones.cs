using Google.Protobuf;
using KosovoNato.Milestones.V1;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Services.Tests.Milestones.Api;

/// <summary>Helpers for tests of this service: its typed client, situations, and a separate service for each test.</summary>
static class RunningMilestones
{
    extension(RunningService service)
    {
        public MilestoneService.MilestoneServiceClient Client => new(service.Invoker);

        public Situations Situation => new(service.Client, TestContext.Current.CancellationToken);

        /// <summary>Runs a test on its own service, which must not log any unexpected error.</summary>
        /// <param name="timeProvider">The service's clock; <see cref="RunningService.Clock"/> by default.</param>
        public static async Task On(SharedStores stores, Func<RunningService, Task> test, TimeProvider? timeProvider = null)
        {
            await using var started = await StartAsync(
                (await stores.Of(StoreBackend.Redis)).Configuration, timeProvider ?? RunningService.Clock);
            await started.BeginFollowingAsync("recognitions");
            await test(started);
            started.Errors.AssertNone();
        }

        /// <summary>Applies a revision of the recognition service, as received from the bus.</summary>
        public Task<string> LearnAsync(long revision, params IEnumerable<IMessage> resources) =>
            service.LearnAsync("recognitions", revision, resources);

        /// <summary>The events of the last revision of a resource.</summary>
        public async Task<IEnumerable<MilestonesEventType>> LastEventsAsync(string name)
        {
            var history = await service.Client.ListRevisionsAsync(
                new() { Name = name, PageSize = 1 }, cancellationToken: TestContext.Current.CancellationToken);
            return history.Revisions[0].EventTypes;
        }
    }

    static Task<RunningService> StartAsync(string store, TimeProvider timeProvider) => RunningService.StartAsync(
        "milestones", store, change: builder => builder.Services.AddSingleton(timeProvider));
}
