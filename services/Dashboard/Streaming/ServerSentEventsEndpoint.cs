using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Dashboard.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The merged stream as server-sent events: for curl, and for pages without a library.</summary>
sealed class ServerSentEventsEndpoint(MergedStream merged, IOptions<DashboardOptions> options, TimeProvider timeProvider)
{
    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);

    public async Task AnswerAsync(HttpContext httpContext)
    {
        var request = new FollowRequest { ResumeToken = httpContext.Request.Headers["Last-Event-ID"].ToString() };
        try
        {
            await foreach (var message in merged.FollowAsync(request, httpContext.RequestAborted))
            {
                await WriteAsync(httpContext, NameOf(message), Json.Format(message), message.ResumeToken);
            }
        }
        catch (ApiException refusal) when (!httpContext.Response.HasStarted)
        {
            await ErrorResponseWriter.WriteAsync(httpContext, refusal);
        }
        catch (ApiException refusal)
        {
            await EndAsync(httpContext, refusal.ReasonName, refusal.Message);
        }
        catch (RpcException refused)
        {
            await EndAsync(httpContext, refused.GetErrorDetails().ReasonName, refused.Status.Detail);
        }
        catch (TimeoutException)
        {
            // A client that does not read cannot receive an error either: its connection is closed, and it resumes.
            httpContext.Abort();
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    Task EndAsync(HttpContext httpContext, string reason, string message) => WriteAsync(httpContext, "ended", JsonSerializer.Serialize(new { reason, message }), id: null);

    async Task WriteAsync(HttpContext httpContext, string name, string data, string? id)
    {
        if (!httpContext.Response.HasStarted)
        {
            httpContext.Response.ContentType = "text/event-stream";
            httpContext.Response.Headers.CacheControl = "no-store";
            // Some proxies gather answers; what has just happened must not wait for more.
            httpContext.Response.Headers["X-Accel-Buffering"] = "no";
        }

        var text = $"{(id is null ? "" : $"id: {id}\n")}event: {name}\ndata: {data}\n\n";
        var written = httpContext.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), httpContext.RequestAborted).AsTask();
        await written.WaitAsync(options.Value.WriteTimeout, timeProvider);
        await httpContext.Response.Body.FlushAsync(httpContext.RequestAborted).WaitAsync(options.Value.WriteTimeout, timeProvider);
    }

    static string NameOf(FollowResponse message) => FollowResponse.Descriptor.FindFieldByNumber((int)message.EventCase).Name;
}
