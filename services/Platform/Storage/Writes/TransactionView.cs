using Google.Protobuf;
using KosovoNato.Kernel;

namespace KosovoNato.Storage.Writes;

/// <summary>A snapshot with the changes of a transaction on top.</summary>
sealed class TransactionView(Snapshot state, IReadOnlyDictionary<string, PendingChange> changes) : IResourceView
{
    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        changes.TryGetValue(name, out var change) && change.After is T after ? after : state.Find<T>(name);

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new()
    {
        if (state.Schema.FindType<T>() is not { } type)
        {
            return [];
        }

        var present = state.List(type, prefix);
        var drafted = changes.Values.Where(change => change.Type == type && change.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        return drafted.Count == 0
            ? present.Select(record => record.As<T>())
            : Merge<T>(present, drafted.OrderBy(change => change.Name, StringComparer.Ordinal));
    }

    /// <summary>Merges both sequences, which are in name order. If both have a name, the changed version counts.</summary>
    static IEnumerable<T> Merge<T>(IEnumerable<ResourceVersion> present, IEnumerable<PendingChange> drafted) where T : class, IMessage<T>,
        new()
    {
        using var next = drafted.GetEnumerator();
        var more = next.MoveNext();
        foreach (var record in present)
        {
            while (more && string.CompareOrdinal(next.Current.Name, record.Name) < 0)
            {
                yield return (T)next.Current.After;
                more = next.MoveNext();
            }

            if (more && next.Current.Name == record.Name)
            {
                yield return (T)next.Current.After;
                more = next.MoveNext();
            }
            else
            {
                yield return record.As<T>();
            }
        }

        for (; more; more = next.MoveNext())
        {
            yield return (T)next.Current.After;
        }
    }
}
