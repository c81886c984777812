using System.Collections.Concurrent;
using Google.Protobuf;
using KosovoNato.Storage;

namespace KosovoNato.Serving.ValidTime;

/// <summary>
/// The resources of a snapshot as of a day. Up to a limit, requested resources are cached, so that another list of the same day costs as
/// much as a list of the present. A resource that does not depend on the day keeps its stored bytes.
/// </summary>
sealed class AsOfView(Func<Func<IMessage, IMessage?>> begin)
{
    const int MaxKept = 3_000;

    readonly Lock gate = new();
    readonly ConcurrentDictionary<ResourceVersion, ResourceVersion?> known = new();
    Func<IMessage, IMessage?>? on;
    int kept;

    /// <summary>The resource as of the day; null if it did not exist yet.</summary>
    public ResourceVersion? Of(ResourceVersion record)
    {
        if (known.TryGetValue(record, out var dated))
        {
            return dated;
        }

        var stored = record.Message;
        IMessage? then;
        // The service's function can cache results and need not be thread-safe.
        lock (gate)
        {
            then = (on ??= begin())(stored);
        }

        dated = then is null ? null : ReferenceEquals(then, stored) ? record : record.WithResource(then);
        if (Volatile.Read(ref kept) < MaxKept && known.TryAdd(record, dated))
        {
            Interlocked.Increment(ref kept);
        }

        return dated;
    }
}
