using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using Said = KosovoNato.Client.Tests.WatchScript<
    KosovoNato.Recognitions.V1.WatchRequest,
    KosovoNato.Recognitions.V1.WatchResponse,
    KosovoNato.Recognitions.V1.RecognitionsChanged,
    KosovoNato.Recognitions.V1.RecognitionsResourceChange,
    KosovoNato.Recognitions.V1.RecognitionsResource>;

namespace KosovoNato.Client.Tests;

/// <summary>Responses of the fake service, and clients with short pauses.</summary>
static class FakeResponses
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static RecognitionsClient Client(FakeService service, Func<ClientOptions, ClientOptions>? change = null)
    {
        var options = Options(service.Address);
        return new(change is null ? options : change(options));
    }

    public static ClientOptions Options(Uri address) => new()
    {
        Address = address,
        InitialBackoff = TimeSpan.FromMilliseconds(10),
        MaxBackoff = TimeSpan.FromMilliseconds(50),
    };

    /// <summary>An error in the format of the services.</summary>
    public static RpcException Error(StatusCode code, ErrorReason reason, TimeSpan? retryAfter = null)
    {
        var name = ErrorsReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)reason).Name["ERROR_REASON_".Length..];
        var status = new Google.Rpc.Status { Code = (int)code, Message = "As scripted." };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = "kosovonato", Reason = name, Metadata = { ["oldest"] = "7" } }));
        if (retryAfter is { } delay)
        {
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay) }));
        }

        return status.ToRpcException();
    }

    public static RpcException Unavailable(TimeSpan? retryAfter = null) =>
        Error(StatusCode.Unavailable, ErrorReason.StoreUnavailable, retryAfter);

    public static Answer<TRequest, TResponse> Refuses<TRequest, TResponse>(RpcException error) =>
        (_, _) => Task.FromException<TResponse>(error);

    public static Answer<TRequest, TResponse> Answers<TRequest, TResponse>(TResponse response) =>
        (_, _) => Task.FromResult(response);

    /// <summary>Never responds; ends when the caller cancels.</summary>
    public static Answer<TRequest, TResponse> Hangs<TRequest, TResponse>() => async (_, context) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        throw new InvalidOperationException("Not reached.");
    };

    /// <inheritdoc cref="WatchScript{TRequest, TResponse, TChanged, TChange, TResource}.Sends"/>
    public static Streaming<WatchRequest, WatchResponse> Sends(RpcException? end, params WatchResponse[] messages) =>
        Said.Sends(end, messages);

    public static WatchResponse Snapshot(params string[] codes) =>
        Said.Snapshot(codes.Select(code => Change(code, ChangeKind.Added)));

    public static WatchResponse SnapshotEnd(long revision, long count) => Said.SnapshotEnd(revision, count);

    public static WatchResponse Progress(long revision) => Said.Progress(revision);

    /// <summary>A message with these revisions, each of which changes one state.</summary>
    public static WatchResponse Revisions(params long[] revisions) =>
        Said.Revisions([.. revisions.Select(revision => Revision(revision, "AL", ChangeKind.Modified))]);

    public static RecognitionsChanged Revision(long revision, string code, ChangeKind kind) =>
        Said.Revision(revision, Change(code, kind, revision));

    static RecognitionsResourceChange Change(string code, ChangeKind kind, long revision = 0) =>
        Said.Change($"states/{code}", kind, new() { State = new() { Name = $"states/{code}", Etag = $"{revision}" } });
}
