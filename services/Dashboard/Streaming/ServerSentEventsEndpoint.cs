using System.Net.ServerSentEvents;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Dashboard.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The merged stream as server-sent events, for curl and for pages without a gRPC library.</summary>
/// <remarks>
/// Every response has status 200, because a browser's EventSource never connects again after another status. An error is the event
/// "ended", and <c>retry</c> tells the browser when to come back.
/// </remarks>
sealed class ServerSentEventsEndpoint(MergedStream merged, IOptions<DashboardOptions> options, TimeProvider timeProvider)
{
    static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RetryDelayWhenFull = TimeSpan.FromSeconds(10);
    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);

    public async Task RespondAsync(HttpContext httpContext)
    {
        // Some proxies buffer responses, which would delay changes.
        httpContext.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await TypedResults.ServerSentEvents(EventsAsync(httpContext)).ExecuteAsync(httpContext);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    async IAsyncEnumerable<SseItem<string>> EventsAsync(HttpContext httpContext)
    {
        var request = new WatchAllRequest { ResumeToken = httpContext.Request.Headers["Last-Event-ID"].ToString() };
        await using var messages = merged.FollowAsync(request, OnInvalidToken.StartAgain, httpContext.RequestAborted).GetAsyncEnumerator();
        // A client that does not read cannot receive an error either: close its connection, and it resumes.
        await using var slowReader = timeProvider.CreateTimer(_ => httpContext.Abort(), null, Never, Never);
        // The first event sets the delay, because a browser keeps the delay of an earlier stream.
        TimeSpan? retryDelay = RetryDelay;
        while (await NextAsync(messages) is { } item)
        {
            // The framework asks for the next event when it has written this one.
            slowReader.Change(options.Value.WriteTimeout, Never);
            yield return item with { ReconnectionInterval = item.ReconnectionInterval ?? retryDelay };
            slowReader.Change(Never, Never);
            retryDelay = null;
        }
    }

    /// <summary>Returns the next event, or an event with the reason why the stream ended, or null after that.</summary>
    static async Task<SseItem<string>?> NextAsync(IAsyncEnumerator<WatchAllResponse> messages)
    {
        try
        {
            return await messages.MoveNextAsync() ? EventOf(messages.Current) : null;
        }
        catch (Exception failure) when (failure is ApiException or RpcException)
        {
            var end = failure as RpcException ?? ((ApiException)failure).ToRpcException();
            var details = end.GetErrorDetails();
            return new(JsonSerializer.Serialize(new { reason = details.ReasonName, message = end.Status.Detail }), "ended")
            {
                ReconnectionInterval = details.Reason == ErrorReason.LimitExceeded ? RetryDelayWhenFull : null,
            };
        }
    }

    static SseItem<string> EventOf(WatchAllResponse next) =>
        new(Json.Format(next), WatchAllResponse.Descriptor.FindFieldByNumber((int)next.EventCase).Name) { EventId = next.ResumeToken };
}
