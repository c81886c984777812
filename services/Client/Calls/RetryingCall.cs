using Grpc.Core;
using Grpc.Core.Interceptors;
using KosovoNato.Errors.V1;

namespace KosovoNato.Client.Calls;

/// <summary>A unary call of a caller, made in one or more attempts.</summary>
sealed class RetryingCall<TRequest, TResponse>(
    TRequest request,
    ClientInterceptorContext<TRequest, TResponse> context,
    Interceptor.AsyncUnaryCallContinuation<TRequest, TResponse> attempt,
    ClientOptions options)
    where TRequest : class
    where TResponse : class
{
    readonly IdempotentRequest<TRequest> sent = IdempotentRequest<TRequest>.Of(request);
    readonly Backoff backoff = new(options.InitialBackoff, options.MaxBackoff);
    readonly DateTime deadline = context.Options.Deadline ?? Now(options) + options.CallTimeout;

    CancellationToken cancellationToken;
    bool renewed;
    AsyncUnaryCall<TResponse>? latest;

    public AsyncUnaryCall<TResponse> Start()
    {
        // Cancelled by the caller's token or by disposing the call. A linked source would have to be disposed while the caller may still
        // dispose the call; this source holds no resources.
        var given = new CancellationTokenSource();
        cancellationToken = given.Token;
        var response = RunAsync(given);
        var headers = HeadersAsync(response);
        // Most callers never read the headers. Observe their failure here: the response fails with the same error.
        headers.ContinueWith(
            static failed => failed.Exception, default,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return new(response, headers, Status, Trailers, given.Cancel);
    }

    async Task<TResponse> RunAsync(CancellationTokenSource given)
    {
        await using var link = context.Options.CancellationToken.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(), given).ConfigureAwait(false);
        for (var count = 1; ; count++)
        {
            try
            {
                latest = attempt(sent.Message, Attempt(isLast: count == options.MaxAttempts));
                return await latest.ResponseAsync.ConfigureAwait(false);
            }
            catch (RpcException e) when (count < options.MaxAttempts && NextDelay(e) is { } pause)
            {
                await WaitAsync(pause).ConfigureAwait(false);
            }
        }
    }

    ClientInterceptorContext<TRequest, TResponse> Attempt(bool isLast)
    {
        var until = deadline;
        if (sent.IsWrite && !isLast && Now(options) + options.AttemptTimeout is var own && own < deadline)
        {
            until = own;
        }

        var call = context.Options.WithDeadline(until).WithCancellationToken(cancellationToken);
        return new(context.Method, context.Host, call);
    }

    /// <summary>Returns the delay before the next attempt, or null if the call must not be retried.</summary>
    TimeSpan? NextDelay(RpcException error)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        if (error.StatusCode == StatusCode.Unauthenticated)
        {
            return CanRefreshToken(error) ? TimeSpan.Zero : null;
        }

        var delay = error.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted ? error.GetErrorDetails().RetryDelay : null;
        var isSafe = error.StatusCode switch
        {
            StatusCode.Unavailable => true,
            StatusCode.ResourceExhausted => !sent.IsWrite && delay is not null,
            StatusCode.DeadlineExceeded => sent.IsWrite,
            // The outcome is unknown, but a read can always be retried, and a write has its request ID.
            _ => ConnectionErrors.EndedCall(error),
        };
        if (!isSafe)
        {
            return null;
        }

        // If the next attempt could only start after the deadline, report the real error now.
        var pause = backoff.Next(delay ?? TimeSpan.Zero);
        return deadline - Now(options) > pause ? pause : null;
    }

    /// <summary>
    /// Whether a new access token may help. True at most once per call: if a service rejects the new token as well, a third one will not
    /// help.
    /// </summary>
    bool CanRefreshToken(RpcException error)
    {
        var may = !renewed && options.AccessTokenProvider is not null
            && (error.GetErrorDetails().Reason is ErrorReason.CredentialsExpired or ErrorReason.AccessTokenRejected);
        renewed = true;
        return may;
    }

    async Task WaitAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            // The form in which gRPC reports a cancellation by the caller.
            throw new RpcException(new Status(StatusCode.Cancelled, "Cancelled by the caller between two attempts.", e));
        }
    }

    async Task<Metadata> HeadersAsync(Task<TResponse> response)
    {
        await ((Task)response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return latest is null ? [] : await latest.ResponseHeadersAsync.ConfigureAwait(false);
    }

    Status Status() => Latest().GetStatus();

    Metadata Trailers() => Latest().GetTrailers();

    AsyncUnaryCall<TResponse> Latest() => latest ?? throw new InvalidOperationException("The call has not started.");

    static DateTime Now(ClientOptions options) => options.TimeProvider.GetUtcNow().UtcDateTime;
}
