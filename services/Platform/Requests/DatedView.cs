using System.Collections.Concurrent;
using Google.Protobuf;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Requests;

/// <summary>
/// The resources of one state as they were on one day. What was asked for is kept, up to a number: a list of the same day
/// then costs what a list of the present does. What the day does not change keeps its stored bytes.
/// </summary>
sealed class DatedView(Func<Func<IMessage, IMessage>> begin)
{
    const int MostKept = 3_000;

    readonly Lock gate = new();
    readonly ConcurrentDictionary<Record, Record> known = new();
    Func<IMessage, IMessage>? on;
    int kept;

    public Record Of(Record record)
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

        dated = ReferenceEquals(then, stored) ? record : record.Dated(then);
        if (Volatile.Read(ref kept) < MostKept && known.TryAdd(record, dated))
        {
            Interlocked.Increment(ref kept);
        }

        return dated;
    }
}
