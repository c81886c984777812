using System.Collections.Concurrent;
using Google.Protobuf;
using KosovoNato.Storage;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// The resources of one state as they were on one day. What was asked for is kept, up to a number: a list of the same day
/// then costs what a list of the present does. What the day does not change keeps its stored bytes.
/// </summary>
sealed class AsOfView(Func<Func<IMessage, IMessage>> begin)
{
    const int MaxKept = 3_000;

    readonly Lock gate = new();
    readonly ConcurrentDictionary<ResourceVersion, ResourceVersion> known = new();
    Func<IMessage, IMessage>? on;
    int kept;

    public ResourceVersion Of(ResourceVersion record)
    {
        if (known.TryGetValue(record, out var dated))
        {
            return dated;
        }

        var stored = record.Message;
        IMessage then;
        // The service's function may remember what it found; it does not have to be safe for several readers at once.
        lock (gate)
        {
            then = (on ??= begin())(stored);
        }

        dated = ReferenceEquals(then, stored) ? record : record.WithResource(then);
        if (Volatile.Read(ref kept) < MaxKept && known.TryAdd(record, dated))
        {
            Interlocked.Increment(ref kept);
        }

        return dated;
    }
}
