using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>A dashboard in the test process, for tests without services or with fake ones.</summary>
sealed class InProcessDashboard : IAsyncDisposable
{
    readonly WebApplication app;

    InProcessDashboard(WebApplication app, UnexpectedErrors errors) => (this.app, Errors) = (app, errors);

    public UnexpectedErrors Errors { get; }

    public HttpClient Http { get; } = new();

    public Uri GrpcAddress => new(app.Urls.First());

    public Uri HttpAddress => new(app.Urls.Last());

    public static async Task<InProcessDashboard> StartAsync(params (string Name, string Value)[] settings)
    {
        var errors = new UnexpectedErrors();
        var app = DashboardModule.Build([], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(errors);
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Listen:GrpcPort"] = "0",
                ["Listen:HttpPort"] = "0",
                ["Upstreams:Addresses:recognitions"] = $"http://127.0.0.1:{FreePort.Next()}",
                ["Upstreams:Addresses:milestones"] = $"http://127.0.0.1:{FreePort.Next()}",
                ["Upstreams:Addresses:recommendations"] = $"http://127.0.0.1:{FreePort.Next()}",
            });
            foreach (var (name, value) in settings)
            {
                builder.Configuration[name] = value;
            }
        });
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var host = new InProcessDashboard(app, errors);
        host.Http.BaseAddress = host.HttpAddress;
        return host;
    }

    /// <summary>Stops the dashboard as SIGTERM does.</summary>
    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await StopAsync();
        await app.DisposeAsync();
    }
}
