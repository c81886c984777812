using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Client.Tests;

/// <summary>What the fake service says, and clients with short pauses to say it to.</summary>
static class Given
{
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static RecognitionsClient Client(FakeService service, Func<ClientOptions, ClientOptions>? change = null)
    {
        var options = new ClientOptions
        {
            Address = service.Address,
            BackoffBase = TimeSpan.FromMilliseconds(10),
            BackoffMax = TimeSpan.FromMilliseconds(50),
        };
        return new(change is null ? options : change(options));
    }

    /// <summary>An error as the services make them.</summary>
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

    /// <summary>Never answers; gives up when the caller does.</summary>
    public static Answer<TRequest, TResponse> Hangs<TRequest, TResponse>() => async (_, call) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, call.CancellationToken);
        throw new InvalidOperationException("Not reached.");
    };

    /// <summary>A stream that sends messages and then ends with an error, or stays open and silent.</summary>
    public static Streaming Sends(RpcException? end, params WatchResponse[] messages) => async (_, stream, call) =>
    {
        foreach (var message in messages)
        {
            await stream.WriteAsync(message, call.CancellationToken);
        }

        if (end is not null)
        {
            throw end;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, call.CancellationToken);
    };

    public static WatchResponse Snapshot(params string[] codes)
    {
        var message = new WatchResponse();
        message.Snapshot.AddRange(codes.Select(code => Change(code, ChangeKind.Added)));
        return message;
    }

    public static WatchResponse SnapshotEnd(long revision, long count) =>
        new() { SnapshotEnd = new() { Revision = revision, Count = count }, ResumeToken = $"t{revision}" };

    public static WatchResponse Progress(long revision) =>
        new() { Progress = new() { Revision = revision }, ResumeToken = $"t{revision}" };

    /// <summary>A message with these revisions, each the change of one state.</summary>
    public static WatchResponse Revisions(params long[] revisions)
    {
        var message = new WatchResponse { ResumeToken = $"t{revisions[^1]}" };
        message.Revisions.AddRange(revisions.Select(revision => Revision(revision, "AL", ChangeKind.Modified)));
        return message;
    }

    public static RecognitionsChanged Revision(long revision, string code, ChangeKind kind) =>
        new() { Revision = revision, Changes = { Change(code, kind, revision) } };

    static RecognitionsChange Change(string code, ChangeKind kind, long revision = 0)
    {
        var state = new State { Name = $"states/{code}", Etag = $"{revision}" };
        return new() { Name = state.Name, Kind = kind, Resource = new() { State = state } };
    }
}
