using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Client.Tests;

/// <summary>A real server around a fake service, so that its errors go through the real transport.</summary>
sealed class FakeHost : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, byte> connections = new();
    WebApplication? host;

    /// <summary>HTTP statuses with which a proxy in front of the service responds to the next calls.</summary>
    public ConcurrentQueue<int> Statuses { get; } = new();

    /// <summary>Whether the next call ends without a gRPC status.</summary>
    public bool NoStatus { get; set; }

    public int Connections => connections.Count;

    public Uri Address => new(host!.Urls.Single());

    public static async Task<FakeHost> StartAsync<TService>(TService service)
        where TService : class
    {
        var fake = new FakeHost();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, port => port.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(service);
        fake.host = builder.Build();
        fake.host.Use((httpContext, next) => fake.NoteAsync(httpContext, next));
        fake.host.MapGrpcService<TService>();
        await fake.host.StartAsync(TestContext.Current.CancellationToken);
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        // Skips the host's default grace period for open streams.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await host!.StopAsync(now.Token);
        await host.DisposeAsync();
    }

    Task NoteAsync(HttpContext httpContext, RequestDelegate next)
    {
        connections[httpContext.Connection.Id] = 0;
        if (Statuses.TryDequeue(out var status))
        {
            httpContext.Response.StatusCode = status;
            return Task.CompletedTask;
        }

        if (NoStatus)
        {
            NoStatus = false;
            httpContext.Features.Set<IHttpResponseTrailersFeature>(new LostTrailers());
        }

        return next(httpContext);
    }

    sealed class LostTrailers : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
