using KosovoNato.Changes.V1;
using KosovoNato.Serving.Reads;
using KosovoNato.Storage;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// Keeps the dated views that were asked for last, so that pages, repeated questions and the days between the same dates share one.
/// </summary>
public sealed class AsOfViewCache(AsOfProjection? dated = null)
{
    const int MaxKept = 16;

    readonly Lock gate = new();
    readonly LinkedList<(Snapshot State, DateOnly Key, DateReading Reading, AsOfView View)> kept = new();

    /// <summary>How a state was on the day that a read asks for; none if it asks for what is recorded.</summary>
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
        if (Find(state, day, reading, out var anotherDay) is { } known)
        {
            return known;
        }

        // Where the spans of days are is looked for when a second day is asked for: most are asked for one.
        var key = anotherDay ? ConstantIntervals.Of(state).IntervalStart(day) : day;
        lock (gate)
        {
            if (Find(state, key, reading, out _) is { } meanwhile)
            {
                return meanwhile;
            }

            var view = new AsOfView(() => dated.On(state, day, reading));
            kept.AddFirst((state, key, reading, view));
            if (kept.Count > MaxKept)
            {
                kept.RemoveLast();
            }

            return view;
        }
    }

    /// <param name="key">A day, or the first one of its span.</param>
    /// <param name="anotherDay">Whether a view of another day of the state is kept.</param>
    AsOfView? Find(Snapshot state, DateOnly key, DateReading reading, out bool anotherDay)
    {
        anotherDay = false;
        lock (gate)
        {
            for (var node = kept.First; node is not null; node = node.Next)
            {
                if (!ReferenceEquals(node.Value.State, state))
                {
                    continue;
                }

                if (node.Value.Key == key && node.Value.Reading == reading)
                {
                    kept.Remove(node);
                    kept.AddFirst(node);
                    return node.Value.View;
                }

                anotherDay = true;
            }

            return null;
        }
    }
}
