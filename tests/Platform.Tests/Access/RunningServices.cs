using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Starts a service with access settings.</summary>
static class RunningServices
{
    extension(RunningService)
    {
        public static async Task<RunningService> StartAsync(
            SharedStores stores, IEnumerable<(string Name, string Value)> settings, string service = "recognitions",
            Action<WebApplicationBuilder>? change = null) =>
            await RunningService.StartAsync(
                service, (await stores.Of(StoreBackend.Redis)).Configuration,
                settings: settings.Select(one => (one.Name, (string?)one.Value)), change: change);
    }
}
