using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Holds a call to the longest time that one may take, whatever its caller says: then the work is cancelled as if the caller
/// had given up. The clock is started only by a call that waits for something; most reads never do.
/// </summary>
sealed class CallTimeoutFeature(HttpContext httpContext, IHttpRequestLifetimeFeature inner, TimeProvider timeProvider) : IHttpRequestLifetimeFeature, IDisposable
{
    public static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(30);

    readonly long startedAt = timeProvider.GetTimestamp();
    CancellationTokenSource? limit;
    CancellationTokenSource? either;

    /// <summary>Says whether it was this that ended the call.</summary>
    public bool HasTimedOut => limit is { IsCancellationRequested: true };

    public CancellationToken RequestAborted
    {
        get => (either ?? Start()).Token;
        set => inner.RequestAborted = value;
    }

    public void Abort() => inner.Abort();

    public void Dispose()
    {
        either?.Dispose();
        limit?.Dispose();
    }

    CancellationTokenSource Start()
    {
        var left = MaxDuration - timeProvider.GetElapsedTime(startedAt);
        limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, timeProvider);
        either = CancellationTokenSource.CreateLinkedTokenSource(inner.RequestAborted, limit.Token);
        httpContext.Response.RegisterForDispose(this);
        return either;
    }
}
