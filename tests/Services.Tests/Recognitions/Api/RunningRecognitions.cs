using KosovoNato.Recognitions.V1;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>Helpers for tests of this service: its typed client, situations, and a separate service for each test.</summary>
static class RunningRecognitions
{
    extension(RunningService service)
    {
        public RecognitionService.RecognitionServiceClient Client => new(service.Invoker);

        public Situations Situation => new(service.Client, TestContext.Current.CancellationToken);

        /// <summary>Runs a test on its own service, which must not log any unexpected error.</summary>
        /// <param name="timeProvider">The service's clock; <see cref="RunningService.Clock"/> by default.</param>
        public static async Task On(SharedStores stores, Func<RunningService, Task> test, TimeProvider? timeProvider = null)
        {
            await using var started = await StartAsync(
                (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(), timeProvider);
            await test(started);
            started.Errors.AssertNone();
        }

        /// <summary>Runs a test on a service that can be started again with another clock, on the same store.</summary>
        public static async Task OnAndAgain(
            SharedStores stores, TimeProvider first, TimeProvider second, Func<RunningService, Func<Task<RunningService>>, Task> test)
        {
            var (store, prefix) = ((await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix());
            RunningService? again = null;
            await using (var one = await StartAsync(store, prefix, first))
            {
                await test(one, async () => again = await StartAsync(store, prefix, second));
                one.Errors.AssertNone();
            }

            if (again is not null)
            {
                await using var other = again;
                other.Errors.AssertNone();
            }
        }

        /// <summary>Runs a test on two instances of one service.</summary>
        public static async Task OnTwo(SharedStores stores, Func<RunningService, RunningService, Task> test)
        {
            var (store, prefix) = ((await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix());
            await using var one = await StartAsync(store, prefix);
            await using var other = await StartAsync(store, prefix);
            await test(one, other);
            one.Errors.AssertNone();
            other.Errors.AssertNone();
        }

        /// <summary>The events of the last revision of a resource.</summary>
        public async Task<IEnumerable<RecognitionsEventType>> LastEventsAsync(string name)
        {
            var history = await service.Client.ListRevisionsAsync(
                new() { Name = name, PageSize = 1 }, cancellationToken: TestContext.Current.CancellationToken);
            return history.Revisions[0].EventTypes;
        }
    }

    static Task<RunningService> StartAsync(string store, string prefix, TimeProvider? timeProvider = null) => RunningService.StartAsync(
        "recognitions", store, prefix, change: builder => builder.Services.AddSingleton(timeProvider ?? RunningService.Clock));
}
