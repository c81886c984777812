using Grpc.Core;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Client.Tests;

delegate Task<TResponse> Answer<TRequest, TResponse>(TRequest request, ServerCallContext context);

delegate Task Streaming<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> stream, ServerCallContext context);

/// <summary>A recognition service scripted by the test.</summary>
sealed class FakeService : RecognitionService.RecognitionServiceBase, IAsyncDisposable
{
    FakeHost host = null!;

    public Script<GetStateRequest, Answer<GetStateRequest, GetStateResponse>> GetStates { get; } = new();

    public Script<ListStatesRequest, Answer<ListStatesRequest, ListStatesResponse>> Lists { get; } = new();

    public Script<CountRecognitionsRequest, Answer<CountRecognitionsRequest, CountRecognitionsResponse>> Counts { get; } = new();

    public Script<RecordActRequest, Answer<RecordActRequest, RecordActResponse>> Acts { get; } = new();

    public Script<WatchRequest, Streaming<WatchRequest, WatchResponse>> Watches { get; } = new();

    public FakeHost Host => host;

    public Uri Address => host.Address;

    public static async Task<FakeService> StartAsync()
    {
        var service = new FakeService();
        service.host = await FakeHost.StartAsync(service);
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

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
