namespace KosovoNato.Rules.Timelines;

/// <summary>
/// Values that follow from one version of a resource alone, cached with that version. Queries for another day, or on the next snapshot with
/// the same version, reuse them.
/// </summary>
static class VersionCache
{
    // A counting rule can be corrected many times, and each version of a rule is a key of its own.
    const int MaxCount = 16;

    /// <param name="key">The key of the value, compared by reference: a constant, or the version of a rule.</param>
    /// <param name="make">A function of the version and the key alone. Concurrent callers may both run it.</param>
    public static TMade Of<TVersion, TMade>(TVersion version, object key, Func<TVersion, TMade> make)
        where TVersion : class, IHasVersionCache
        where TMade : class
    {
        var kept = (Entry[]?)version.VersionCache ?? [];
        foreach (var one in kept)
        {
            if (ReferenceEquals(one.Key, key))
            {
                return (TMade)one.Value;
            }
        }

        var value = make(version);
        version.VersionCache = kept.Length < MaxCount ? (Entry[])[.. kept, new(key, value)] : [new(key, value)];
        return value;
    }

    sealed record Entry(object Key, object Value);
}
