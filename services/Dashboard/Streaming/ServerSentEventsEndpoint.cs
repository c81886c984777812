using System.Net.ServerSentEvents;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Dashboard.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The merged stream as server-sent events, for curl and for pages without a gRPC library.</summary>
sealed class ServerSentEventsEndpoint(MergedStream merged, IOptions<DashboardOptions> options, TimeProvider timeProvider)
{
    static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);

    public async Task RespondAsync(HttpContext httpContext)
    {
        var request = new WatchAllRequest { ResumeToken = httpContext.Request.Headers["Last-Event-ID"].ToString() };
        await using var messages = merged.FollowAsync(request, httpContext.RequestAborted).GetAsyncEnumerator();
        try
        {
            // Read the first message before the response starts: a rejected request still gets an HTTP error.
            await messages.MoveNextAsync();
            // Some proxies buffer responses, which would delay changes.
            httpContext.Response.Headers["X-Accel-Buffering"] = "no";
            await TypedResults.ServerSentEvents(EventsAsync(messages, httpContext)).ExecuteAsync(httpContext);
        }
        catch (ApiException rejected)
        {
            await ErrorResponseWriter.WriteAsync(httpContext, rejected);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    async IAsyncEnumerable<SseItem<string>> EventsAsync(IAsyncEnumerator<WatchAllResponse> messages, HttpContext httpContext)
    {
        // A client that does not read cannot receive an error either: close its connection, and it resumes.
        await using var slowReader = timeProvider.CreateTimer(_ => httpContext.Abort(), null, Never, Never);
        for (SseItem<string>? next = EventOf(messages.Current); next is { } item; next = await NextAsync(messages))
        {
            // The framework asks for the next event when it has written this one.
            slowReader.Change(options.Value.WriteTimeout, Never);
            yield return item;
            slowReader.Change(Never, Never);
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
            return new(JsonSerializer.Serialize(new { reason = end.GetErrorDetails().ReasonName, message = end.Status.Detail }), "ended");
        }
    }

    static SseItem<string> EventOf(WatchAllResponse next) =>
        new(Json.Format(next), WatchAllResponse.Descriptor.FindFieldByNumber((int)next.EventCase).Name) { EventId = next.ResumeToken };
}
