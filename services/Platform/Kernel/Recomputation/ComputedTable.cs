using System.Diagnostics.CodeAnalysis;

namespace KosovoNato.Kernel.Recomputation;

/// <summary>Values of one kind, by key. Each is computed when it is first needed.</summary>
/// <param name="forgotten">Called with the key of each value that is outdated.</param>
public sealed class ComputedTable<TKey, T>(
    ComputedValues values, IEqualityComparer<TKey>? comparer = null, Action<TKey>? forgotten = null)
    where TKey : notnull
{
    readonly Dictionary<TKey, Computed<T>> kept = new(comparer);

    public T Of(TKey key, Func<T> make)
    {
        if (!kept.TryGetValue(key, out var computed))
        {
            computed = values.Compute(make, () => Forget(key));
            kept.Add(key, computed);
        }

        values.Depend(computed);
        return computed.Value;
    }

    /// <summary>Finds a value that was computed already.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out T value)
    {
        if (kept.TryGetValue(key, out var computed))
        {
            values.Depend(computed);
            value = computed.Value;
            return true;
        }

        value = default;
        return false;
    }

    void Forget(TKey key)
    {
        kept.Remove(key);
        forgotten?.Invoke(key);
    }
}
