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
/// The only place that converts exceptions to statuses. An unknown exception becomes INTERNAL: the caller sees no internal details, and the
/// log has one error.
/// </summary>
public sealed partial class ExceptionInterceptor(PlatformMetrics metrics, ILogger<ExceptionInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            var answering = continuation(request, context);
            // Most reads complete synchronously and need no state machine.
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
    /// Handles duplex streams, which only reflection has. Its handler can read again after the caller has left or while the process stops,
    /// which is not an error.
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
            // When a request is reset, the reader notices it before the call does.
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller cancelled the call."));
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
            RetryAfterHeader.Set(context.GetHttpContext(), refusal);
            return (context.GetHttpContext().Features.Get<IErrorForm>()?.Convert(refusal) ?? refusal).ToRpcException();
        }

        if (context.CancellationToken.IsCancellationRequested)
        {
            var late = (context.Deadline != DateTime.MaxValue && TimeProvider.System.GetUtcNow() >= context.Deadline)
                || context.GetHttpContext().Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;
            return (late
                ? new ApiException(StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded, "The deadline passed. Retry a write with "
                    + "the same request_id.")
                : new ApiException(StatusCode.Cancelled, ErrorReason.Cancelled, "The caller cancelled the call. Retry a write with the "
                    + "same request_id.")).ToRpcException();
        }

        if (e is OperationCanceledException or TimeoutException)
        {
            return Translate(ApiException.StoreUnavailable(), context);
        }

        metrics.UnexpectedError();
        Unexpected(logger, context.Method, e);
        return new ApiException(StatusCode.Internal, ErrorReason.Internal,
            "An unexpected error occurred. The operator can find it in the log by the trace ID.",
            ("trace_id", Activity.Current?.TraceId.ToHexString() ?? "")).ToRpcException();
    }

    [LoggerMessage(EventName = "rpc.unexpected_error", Level = LogLevel.Error,
        Message = "{Method} failed unexpectedly; the caller received INTERNAL.")]
    static partial void Unexpected(ILogger logger, string method, Exception reason);
}
