using System.Runtime.CompilerServices;
using KosovoNato.Changes.V1;
using KosovoNato.Serving.Reads;
using KosovoNato.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// Keeps the as-of views that were used last, so that pages, repeated reads and the days between the same two dates share one.
/// </summary>
public sealed class AsOfViewCache(AsOfProjection? dated = null) : IDisposable
{
    const int MaxCount = 16;

    // Callers that ask for the same view at once must get one, as making it takes long.
    readonly Lock gate = new();
    readonly MemoryCache views = new(new MemoryCacheOptions());
    readonly ConditionalWeakTable<Snapshot, FirstDay> firstDays = [];

    /// <summary>The snapshot on the day that a read asks for; null if it asks for what is recorded.</summary>
    internal AsOfView? Of(Snapshot state, IReadRequest request) =>
        request is IDatedRequest { AsOf.Length: > 0 } about ? Of(state, about.AsOf, about.DateReading) : null;

    /// <param name="asOf">The day, checked before; empty for what is recorded.</param>
    internal AsOfView? Of(Snapshot state, string asOf, DateReading reading)
    {
        if (dated is null || BitemporalChecks.Day(asOf) is not { } day)
        {
            return null;
        }

        reading = reading == DateReading.Unspecified ? DateReading.Possible : reading;
        // Most snapshots are read on one day only, so their intervals are looked for at the second one.
        var isFirst = firstDays.GetValue(state, _ => new(day)).Day == day;
        var key = new Key(state, isFirst ? day : ConstantIntervals.Of(state).IntervalStart(day), reading);
        lock (gate)
        {
            if (views.Get<AsOfView>(key) is { } kept)
            {
                return kept;
            }

            // By a limit on its size the library would drop old views later, and not keep this one until then.
            if (views.Count >= MaxCount)
            {
                views.Compact(0.25);
            }

            return views.Set(key, new AsOfView(() => dated.On(state, day, reading)));
        }
    }

    public void Dispose() => views.Dispose();

    /// <param name="Day">A day, or the first one of its interval.</param>
    readonly record struct Key(Snapshot State, DateOnly Day, DateReading Reading);

    sealed record FirstDay(DateOnly Day);
}
