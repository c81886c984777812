using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KosovoNato.Platform.Transport;

/// <summary>
/// Holds a call to the longest time that one may take, whatever its caller says: then the work is cancelled as if the caller
/// had given up. The clock is started only by a call that waits for something; most reads never do.
/// </summary>
sealed class LongestCall(HttpContext http, IHttpRequestLifetimeFeature inner, TimeProvider time) : IHttpRequestLifetimeFeature, IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    readonly long startedAt = time.GetTimestamp();
    CancellationTokenSource? limit;
    CancellationTokenSource? either;

    /// <summary>Says whether it was this that ended the call.</summary>
    public bool IsOver => limit is { IsCancellationRequested: true };

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
        var left = Limit - time.GetElapsedTime(startedAt);
        limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(inner.RequestAborted, limit.Token);
        http.Response.RegisterForDispose(this);
        return either;
    }
}
