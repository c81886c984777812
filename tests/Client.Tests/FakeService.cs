using System.Collections.Concurrent;
using Grpc.Core;
using KosovoNato.Recognitions.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Client.Tests;

delegate Task<TResponse> Answer<TRequest, TResponse>(TRequest request, ServerCallContext call);

delegate Task Streaming(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext call);

/// <summary>A recognition service that does what the test says, on a real server: its faults travel as real bytes.</summary>
sealed class FakeService : RecognitionService.RecognitionServiceBase, IAsyncDisposable
{
    readonly ConcurrentDictionary<string, byte> connections = new();
    WebApplication? host;

    public Script<GetStateRequest, Answer<GetStateRequest, GetStateResponse>> GetStates { get; } = new();

    public Script<ListStatesRequest, Answer<ListStatesRequest, ListStatesResponse>> Lists { get; } = new();

    public Script<CountRecognitionsRequest, Answer<CountRecognitionsRequest, CountRecognitionsResponse>> Counts { get; } = new();

    public Script<RecordActRequest, Answer<RecordActRequest, RecordActResponse>> Acts { get; } = new();

    public Script<WatchRequest, Streaming> Watches { get; } = new();

    /// <summary>What a proxy in front of the service answers to the next calls, by HTTP's status alone.</summary>
    public ConcurrentQueue<int> Statuses { get; } = new();

    /// <summary>Whether the next call ends without gRPC's status.</summary>
    public bool NoStatus { get; set; }

    public int Connections => connections.Count;

    public Uri Address => new(host!.Urls.Single());

    public static async Task<FakeService> StartAsync()
    {
        var service = new FakeService();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, port => port.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(service);
        service.host = builder.Build();
        service.host.Use((http, next) => service.NoteAsync(http, next));
        service.host.MapGrpcService<FakeService>();
        await service.host.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public override Task<GetStateResponse> GetState(GetStateRequest request, ServerCallContext context) =>
        GetStates.Take(request, context)(request, context);

    public override Task<ListStatesResponse> ListStates(ListStatesRequest request, ServerCallContext context) =>
        Lists.Take(request, context)(request, context);

    public override Task<CountRecognitionsResponse> CountRecognitions(CountRecognitionsRequest request, ServerCallContext context) =>
        Counts.Take(request, context)(request, context);

    public override Task<RecordActResponse> RecordAct(RecordActRequest request, ServerCallContext context) =>
        Acts.Take(request, context)(request, context);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context) =>
        Watches.Take(request, context)(request, responseStream, context);

    public async ValueTask DisposeAsync()
    {
        // Not the time that a host gives open streams by default: nobody is to be spared here.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await host!.StopAsync(now.Token);
        await host.DisposeAsync();
    }

    Task NoteAsync(HttpContext http, RequestDelegate next)
    {
        connections[http.Connection.Id] = 0;
        if (Statuses.TryDequeue(out var status))
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        }

        if (NoStatus)
        {
            NoStatus = false;
            http.Features.Set<IHttpResponseTrailersFeature>(new LostTrailers());
        }

        return next(http);
    }

    sealed class LostTrailers : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
