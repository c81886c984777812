using Grpc.Core;
using Grpc.Core.Interceptors;

namespace KosovoNato.Client.Calls;

/// <summary>
/// Gives every unary call a deadline and retries it where that is safe. Streams pass through unchanged: a stream has no deadline, and only
/// its reader knows where to resume it (<see cref="Watching.ResumingWatch{TRequest, TResponse, TChanged, TChange}"/>).
/// </summary>
sealed class DeadlineRetryInterceptor(ClientOptions options) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        new RetryingCall<TRequest, TResponse>(request, context, continuation, options).Start();

    /// <summary>Supports the blocking methods of the generated client. It blocks the calling thread.</summary>
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        // Each attempt blocks inside gRPC. Only the delays between attempts are asynchronous, and no code here captures a context.
        AsyncUnaryCallContinuation<TRequest, TResponse> attempt = (message, call) => Completed(continuation(message, call));
        using var repeated = new RetryingCall<TRequest, TResponse>(request, context, attempt, options).Start();
        return repeated.ResponseAsync.GetAwaiter().GetResult();
    }

    static AsyncUnaryCall<TResponse> Completed<TResponse>(TResponse response) =>
        new(Task.FromResult(response), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
}
