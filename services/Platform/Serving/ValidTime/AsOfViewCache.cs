using System.Runtime.CompilerServices;
using KosovoNato.Changes.V1;
using KosovoNato.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// Caches the most recently used as-of views, so that pages, repeated reads, and days between the same two dates share a view.
/// </summary>
public sealed class AsOfViewCache(AsOfProjection? dated = null) : IDisposable
{
    const int MaxCount = 16;

    // Concurrent callers of the same view must share it, because computing it takes long.
    readonly Lock gate = new();
    readonly MemoryCache views = new(new MemoryCacheOptions());
    readonly ConditionalWeakTable<Snapshot, FirstDay> firstDays = [];

    /// <summary>Returns the view of a snapshot on the day that a read requests; null if the read is about the recorded data.</summary>
    internal AsOfView? Of(Snapshot state, IReadRequest request) =>
        request is IAsOfRequest { AsOf.Length: > 0 } about ? Of(state, about.AsOf, about.PartialDateMode) : null;

    /// <param name="asOf">The day, already checked; empty for the recorded data.</param>
    internal AsOfView? Of(Snapshot state, string asOf, PartialDateMode reading)
    {
        if (dated is null || AsOfDay.Parse(asOf) is not { } day)
        {
            return null;
        }

        reading = reading == PartialDateMode.Unspecified ? PartialDateMode.Possible : reading;
        // Most snapshots are read as of one day only, so their intervals are computed at the second day.
        var isFirst = firstDays.GetValue(state, _ => new(day)).Day == day;
        var key = new ViewKey(state, isFirst ? day : ConstantIntervals.Of(state).IntervalStart(day), reading);
        lock (gate)
        {
            if (views.Get<AsOfView>(key) is { } kept)
            {
                return kept;
            }

            // With a size limit, the library would evict old views later and not store this one until then.
            if (views.Count >= MaxCount)
            {
                views.Compact(0.25);
            }

            return views.Set(key, new AsOfView(() => dated.On(state, day, reading)));
        }
    }

    public void Dispose() => views.Dispose();

    /// <param name="Day">The day, or the first day of its interval.</param>
    readonly record struct ViewKey(Snapshot State, DateOnly Day, PartialDateMode Reading);

    sealed record FirstDay(DateOnly Day);
}
