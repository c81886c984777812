using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Client.Tests;

/// <summary>A real server around a fake service: its faults travel as real bytes.</summary>
sealed class FakeHost : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, byte> connections = new();
    WebApplication? host;

    /// <summary>What a proxy in front of the service answers to the next calls, by HTTP's status alone.</summary>
    public ConcurrentQueue<int> Statuses { get; } = new();

    /// <summary>Whether the next call ends without gRPC's status.</summary>
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
        // Not the time that a host gives open streams by default: nobody is to be spared here.
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
