using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using KosovoNato.Kernel.Telemetry;

namespace KosovoNato.Serving.Telemetry;

/// <summary>
/// Measures each call and adds it as a span to the caller's trace. It wraps the interceptor that converts exceptions to statuses, so it
/// sees the same status as the caller.
/// </summary>
public sealed class TelemetryInterceptor(PlatformMetrics metrics, ServiceTracer traces) : Interceptor
{
    // Only calls of existing methods reach an interceptor, so the number of entries is limited.
    readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (traces.HasListeners)
        {
            return TraceAsync(request, context, continuation);
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            var answering = continuation(request, context);
            if (!answering.IsCompletedSuccessfully)
            {
                return AwaitAsync(answering, started, context.Method);
            }

            // Most reads complete synchronously and need no state machine.
            metrics.RecordCall(NameOf(context.Method), StatusCode.OK, Stopwatch.GetElapsedTime(started));
            return answering;
        }
        catch (RpcException refused)
        {
            metrics.RecordCall(NameOf(context.Method), refused.StatusCode, Stopwatch.GetElapsedTime(started));
            throw;
        }
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) => MeasureAsync(async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        }, NameOf(context.Method));

    // A separate method, so that untraced calls do not allocate this closure.
    Task<TResponse> TraceAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class => MeasureAsync(() => continuation(request, context), NameOf(context.Method));

    async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> answering, long started, string method)
    {
        var status = StatusCode.Unknown;
        try
        {
            var answer = await answering;
            status = StatusCode.OK;
            return answer;
        }
        catch (RpcException refused)
        {
            status = refused.StatusCode;
            throw;
        }
        finally
        {
            metrics.RecordCall(NameOf(method), status, Stopwatch.GetElapsedTime(started));
        }
    }

    async Task<TResponse> MeasureAsync<TResponse>(Func<Task<TResponse>> handle, string method)
    {
        using var span = traces.StartCall(method);
        var started = Stopwatch.GetTimestamp();
        var status = StatusCode.Unknown;
        try
        {
            var answer = await handle();
            status = StatusCode.OK;
            return answer;
        }
        catch (RpcException refused)
        {
            status = refused.StatusCode;
            throw;
        }
        finally
        {
            metrics.RecordCall(method, status, Stopwatch.GetElapsedTime(started));
            if (span is { IsAllDataRequested: true })
            {
                span.SetTag("rpc.response.status_code", GrpcStatusNames.Of(status));
                span.SetStatus(GrpcStatusNames.IsServerFault(status) ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            }
        }
    }

    /// <summary>The method without its leading slash, as the OpenTelemetry conventions require.</summary>
    string NameOf(string method) => names.GetOrAdd(method, static path => path[1..]);
}
