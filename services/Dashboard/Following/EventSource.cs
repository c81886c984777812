using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Dashboard.V1;
using KosovoNato.Platform.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Following;

/// <summary>The merged stream as server-sent events: for curl, and for pages without a library.</summary>
sealed class EventSource(MergedStream merged, IOptions<DashboardOptions> options, TimeProvider time)
{
    static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default);

    public async Task AnswerAsync(HttpContext http)
    {
        var request = new FollowRequest { ResumeToken = http.Request.Headers["Last-Event-ID"].ToString() };
        try
        {
            await foreach (var message in merged.FollowAsync(request, http.RequestAborted))
            {
                await WriteAsync(http, NameOf(message), Json.Format(message), message.ResumeToken);
            }
        }
        catch (Refusal refusal) when (!http.Response.HasStarted)
        {
            await RefusalAnswer.WriteAsync(http, refusal);
        }
        catch (Refusal refusal)
        {
            await EndAsync(http, refusal.ReasonName, refusal.Message);
        }
        catch (RpcException refused)
        {
            await EndAsync(http, refused.Details().ReasonName, refused.Status.Detail);
        }
        catch (TimeoutException)
        {
            // Who does not read cannot be told why either. It finds its connection broken, and resumes.
            http.Abort();
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    Task EndAsync(HttpContext http, string reason, string message) => WriteAsync(http, "ended", JsonSerializer.Serialize(new { reason, message }), id: null);

    async Task WriteAsync(HttpContext http, string name, string data, string? id)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            // Some proxies gather answers; what has just happened must not wait for more.
            http.Response.Headers["X-Accel-Buffering"] = "no";
        }

        var text = $"{(id is null ? "" : $"id: {id}\n")}event: {name}\ndata: {data}\n\n";
        var written = http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted).AsTask();
        await written.WaitAsync(options.Value.BlockedWrite, time);
        await http.Response.Body.FlushAsync(http.RequestAborted).WaitAsync(options.Value.BlockedWrite, time);
    }

    static string NameOf(FollowResponse message) => FollowResponse.Descriptor.FindFieldByNumber((int)message.EventCase).Name;
}
