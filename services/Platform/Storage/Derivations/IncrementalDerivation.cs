using KosovoNato.Kernel.Recomputation;
using KosovoNato.Storage.Writes;

namespace KosovoNato.Storage.Derivations;

/// <summary>
/// A derivation that keeps what it computed, and computes only what depends on resources that changed since its last run. Its results are
/// those of a first run. Runs are serialized by the caller, as a <see cref="Derivation"/> is.
/// </summary>
/// <param name="begin">Creates the part that knows the fields, for one day.</param>
public sealed class IncrementalDerivation(Func<ObservedResources, ComputedValues, DateOnly, IDerivedFields> begin)
{
    // Values of resources and criteria that no longer exist are dropped when their number has become large.
    const int MaxGrowth = 4;
    const int MinLimit = 50_000;

    Kept? kept;

    /// <summary>Stores the fields that differ.</summary>
    public void Run(Transaction draft)
    {
        // After an exception, the next run begins again.
        (var last, kept) = (kept, null);
        var next = last is null || !last.CanContinue(draft.Today) ? Begin(draft.Today) : last;
        List<ResourceKey> changed = [.. draft.DifferencesFrom(next.Last)];
        next.Computed.Outdate(changed);
        next.Resources.Use(draft.Resources);
        next.Fields.Store(draft, changed);
        kept = next with { Last = draft, Limit = next.Limit ?? Math.Max(MinLimit, MaxGrowth * next.Computed.Count) };
    }

    Kept Begin(DateOnly day)
    {
        var computed = ComputedValues.OfChangingResources();
        var resources = new ObservedResources(computed);
        return new(day, computed, resources, begin(resources, computed, day));
    }

    sealed record Kept(DateOnly Day, ComputedValues Computed, ObservedResources Resources, IDerivedFields Fields)
    {
        public Transaction? Last { get; init; }

        public int? Limit { get; init; }

        public bool CanContinue(DateOnly today) => Day == today && !Computed.HasCycle && Computed.Count <= Limit;
    }
}

/// <summary>The derived fields of some resources, on one day.</summary>
public interface IDerivedFields
{
    /// <summary>Stores the fields that differ.</summary>
    /// <param name="changed">The resources that changed since the last call. Values that depend on them are outdated already.</param>
    void Store(Transaction draft, IReadOnlyCollection<ResourceKey> changed);
}
