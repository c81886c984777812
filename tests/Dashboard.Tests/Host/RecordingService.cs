using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>A fake service that records the calls that the dashboard forwards.</summary>
sealed class RecordingService : IAsyncDisposable
{
    readonly WebApplication app;

    RecordingService(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public IReadOnlyDictionary<string, Microsoft.Extensions.Primitives.StringValues> Headers { get; private set; } =
        new Dictionary<string, Microsoft.Extensions.Primitives.StringValues>();

    public static async Task<RecordingService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.ListenLocalhost(FreePort.Next(), endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        var service = new RecordingService(app);
        app.Run(httpContext =>
        {
            service.Headers = httpContext.Request.Headers.ToDictionary(header => header.Key, header => header.Value);
            httpContext.Response.Headers["grpc-status"] = "0";
            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
