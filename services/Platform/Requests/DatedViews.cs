using KosovoNato.Changes.V1;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Requests;

/// <summary>Keeps the dated views that were asked for last, so that pages and repeated questions share one.</summary>
public sealed class DatedViews(DatedResources? dated = null)
{
    const int MostKept = 8;

    readonly Lock gate = new();
    readonly LinkedList<(Snapshot State, DateOnly Day, DateReading Reading, DatedView View)> kept = new();

    /// <summary>How a state was on the day that a read asks for; none if it asks for what is recorded.</summary>
    internal DatedView? Of(Snapshot state, IReadRequest request) =>
        request is IDatedRequest { AsOf.Length: > 0 } about ? Of(state, about.AsOf, about.DateReading) : null;

    /// <param name="asOf">The day, checked before; empty for what is recorded.</param>
    internal DatedView? Of(Snapshot state, string asOf, DateReading reading)
    {
        if (dated is null || StandpointChecks.Day(asOf) is not { } day)
        {
            return null;
        }

        reading = reading == DateReading.Unspecified ? DateReading.Possible : reading;
        lock (gate)
        {
            for (var node = kept.First; node is not null; node = node.Next)
            {
                if (ReferenceEquals(node.Value.State, state) && node.Value.Day == day && node.Value.Reading == reading)
                {
                    kept.Remove(node);
                    kept.AddFirst(node);
                    return node.Value.View;
                }
            }

            var view = new DatedView(() => dated.On(state, day, reading));
            kept.AddFirst((state, day, reading, view));
            if (kept.Count > MostKept)
            {
                kept.RemoveLast();
            }

            return view;
        }
    }
}
