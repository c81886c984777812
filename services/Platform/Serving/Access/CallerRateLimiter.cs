using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Transport;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>
/// Holds each caller to a rate, so that one cannot take the others' share. The library's partitioned limiter has no bound on
/// its partitions, and anybody with many addresses could fill the memory with them: here there are so many, and callers beyond
/// share one.
/// </summary>
public sealed class CallerRateLimiter
{
    internal const int MaxPartitions = 10_000;
    static readonly TimeSpan Replenishment = TimeSpan.FromMilliseconds(10);

    readonly ConcurrentDictionary<string, TokenBucketRateLimiter> buckets = new(StringComparer.Ordinal);
    readonly TokenBucketRateLimiter? beyond;
    readonly int perSecond;
    readonly int burst;
    long sweptAt = long.MinValue / 2;

    public CallerRateLimiter(IOptions<RateLimitOptions> options, IOptions<ListenerOptions> listen)
    {
        perSecond = options.Value.CallsPerSecond ?? (listen.Value.IsLoopbackOnly ? 0 : RateLimitOptions.DefaultCallsPerSecond);
        burst = options.Value.Burst ?? 2 * perSecond;
        beyond = perSecond > 0 ? NewBucket() : null;
    }

    internal bool IsOn => perSecond > 0;

    internal int Shares => buckets.Count;

    /// <summary>Counts a call.</summary>
    /// <exception cref="ApiException">There were too many.</exception>
    internal void Acquire(string share)
    {
        if (beyond is null)
        {
            return;
        }

        var bucket = buckets.TryGetValue(share, out var known) ? known : Add(share);
        using var lease = bucket.AttemptAcquire();
        if (lease.IsAcquired)
        {
            return;
        }

        // Filled up when it is looked at: ten thousand timers would cost more than the calls.
        bucket.TryReplenish();
        using var again = bucket.AttemptAcquire();
        if (!again.IsAcquired)
        {
            throw AccessErrors.RateLimited(perSecond, again.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Replenishment);
        }
    }

    TokenBucketRateLimiter Add(string share)
    {
        if (buckets.Count >= MaxPartitions && MaySweep())
        {
            foreach (var (old, bucket) in buckets)
            {
                bucket.TryReplenish();
                // A full one remembers nothing: a new one in its place is the same.
                if (bucket.GetStatistics()!.CurrentAvailablePermits == burst)
                {
                    buckets.TryRemove(old, out _);
                }
            }
        }

        return buckets.Count < MaxPartitions ? buckets.GetOrAdd(share, _ => NewBucket()) : beyond!;
    }

    /// <summary>Once a second: looking at all of them for each newcomer would be a way to keep us busy.</summary>
    bool MaySweep()
    {
        var last = Interlocked.Read(ref sweptAt);
        var now = Environment.TickCount64;
        return now - last >= 1_000 && Interlocked.CompareExchange(ref sweptAt, now, last) == last;
    }

    TokenBucketRateLimiter NewBucket() => new(BucketOf(perSecond, burst));

    internal static TokenBucketRateLimiterOptions BucketOf(int perSecond, int burst)
    {
        // In pieces of about ten milliseconds; slower rates get one piece in a longer time.
        var piece = Math.Max(1, perSecond / 100);
        return new()
        {
            TokenLimit = burst,
            TokensPerPeriod = piece,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)piece / perSecond),
            AutoReplenishment = false,
        };
    }
}
