using Grpc.Core;
using Grpc.Core.Interceptors;
using KosovoNato.Errors.V1;

namespace KosovoNato.Client.Calls;

/// <summary>One unary call of a caller, made of one or more attempts.</summary>
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
        // Cancelled by the caller's token or by disposing of the call. Not a linked source: that would have to be disposed of
        // while the caller may still dispose of the call; this one holds nothing.
        var given = new CancellationTokenSource();
        cancellationToken = given.Token;
        var response = RunAsync(given);
        var headers = HeadersAsync(response);
        // Most callers never look at the headers; their failure is the response's, which they do look at.
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

    /// <summary>How long to wait before the next attempt; null if there must be none.</summary>
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
            // Whether it was done is unknown: a read may be repeated anyway, a write has its request id.
            _ => ConnectionErrors.EndedCall(error),
        };
        if (!isSafe)
        {
            return null;
        }

        // An attempt that could only begin after the deadline is not waited for: the caller learns the real error now.
        var pause = backoff.Next(delay ?? TimeSpan.Zero);
        return deadline - Now(options) > pause ? pause : null;
    }

    /// <summary>Once: a new token that is refused like the old one is not going to be better the next time.</summary>
    bool CanRefreshToken(RpcException error)
    {
        var may = !renewed && options.AccessTokenProvider is not null
            && (error.GetErrorDetails().Reason is ErrorReason.AccessExpired or ErrorReason.TokenRejected);
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
            // The form in which gRPC itself reports the caller's cancel.
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

    AsyncUnaryCall<TResponse> Latest() => latest ?? throw new InvalidOperationException("The call has not begun.");

    static DateTime Now(ClientOptions options) => options.TimeProvider.GetUtcNow().UtcDateTime;
}
