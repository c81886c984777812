using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Serving.Errors;

/// <summary>
/// The one place that turns exceptions into statuses. What it does not know becomes INTERNAL, with
/// nothing of its inside shown to the caller and one error in the log.
/// </summary>
public sealed partial class ExceptionInterceptor(PlatformMetrics metrics, ILogger<ExceptionInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            var answering = continuation(request, context);
            // Most reads have their answer at once and are spared a state machine.
            return answering.IsCompletedSuccessfully ? answering : AwaitAsync(answering, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Translate(e, context);
        }
    }

    async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> answering, ServerCallContext context)
    {
        try
        {
            return await answering;
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Translate(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Translate(e, context);
        }
    }

    /// <summary>
    /// Only reflection has such calls. It may read once more when its caller has gone, or the process ends: no error of ours.
    /// </summary>
    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (IOException)
        {
            // Of a request that is reset the reader hears before the call does.
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller gave up."));
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Translate(e, context);
        }
    }

    RpcException Translate(Exception e, ServerCallContext context)
    {
        if (e is ApiException refusal)
        {
            return refusal.ToRpcException();
        }

        if (context.CancellationToken.IsCancellationRequested)
        {
            var late = (context.Deadline != DateTime.MaxValue && TimeProvider.System.GetUtcNow() >= context.Deadline)
                || context.GetHttpContext().Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;
            return (late
                ? new ApiException(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded, "The deadline passed. Repeat a write with "
                    + "the same request_id.")
                : new ApiException(StatusCode.Cancelled, ErrorReason.Cancelled, "The caller gave up. Repeat a write with the same "
                    + "request_id.")).ToRpcException();
        }

        if (e is OperationCanceledException or TimeoutException)
        {
            return ApiException.StoreUnavailable().ToRpcException();
        }

        metrics.UnexpectedError();
        Unexpected(logger, context.Method, e);
        return new ApiException(StatusCode.Internal, ErrorReason.Internal,
            "The service failed in a way it should not. The operator finds it in the log by the trace id.",
            ("trace_id", Activity.Current?.TraceId.ToHexString() ?? "")).ToRpcException();
    }

    [LoggerMessage(EventName = "rpc.unexpected_error", Level = LogLevel.Error, Message = "{Method} failed unexpectedly.")]
    static partial void Unexpected(ILogger logger, string method, Exception reason);
}
