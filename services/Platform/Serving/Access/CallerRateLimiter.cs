using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Transport;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>
/// Limits the call rate of each caller, so that no caller takes the share of others. The partitioned limiter of .NET has no limit on its
/// partitions, and a client with many addresses could exhaust the memory. Here their number is limited, and all further callers share a
/// partition.
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

    /// <summary>Counts a call against a caller's rate.</summary>
    /// <exception cref="ApiException">The rate is exceeded.</exception>
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

        // Replenish on use: 10,000 timers would cost more than the calls.
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
                // A full bucket has no history, so a new one can replace it.
                if (bucket.GetStatistics()!.CurrentAvailablePermits == burst)
                {
                    buckets.TryRemove(old, out _);
                }
            }
        }

        return buckets.Count < MaxPartitions ? buckets.GetOrAdd(share, _ => NewBucket()) : beyond!;
    }

    /// <summary>
    /// Whether a sweep is due, at most once a second. A sweep for each new caller would be a way to overload the service.
    /// </summary>
    bool MaySweep()
    {
        var last = Interlocked.Read(ref sweptAt);
        var now = Environment.TickCount64;
        return now - last >= 1_000 && Interlocked.CompareExchange(ref sweptAt, now, last) == last;
    }

    TokenBucketRateLimiter NewBucket() => new(BucketOf(perSecond, burst));

    internal static TokenBucketRateLimiterOptions BucketOf(int perSecond, int burst)
    {
        // Replenish every 10 ms or so; slower rates get one token in a longer period.
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
