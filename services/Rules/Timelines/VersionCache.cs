namespace KosovoNato.Rules.Timelines;

/// <summary>
/// What follows from one version of a resource alone, kept with that version: whoever asks for another day, or of the next state
/// in which it is the same, finds it made.
/// </summary>
static class VersionCache
{
    // Counting rules can be corrected again and again, and each version of a rule is a key of its own.
    const int MaxCount = 16;

    /// <param name="key">What is made, by reference: a constant, or the version of a rule.</param>
    /// <param name="make">A function of the version and the key alone. Two who ask at once may both make it.</param>
    public static TMade Of<TVersion, TMade>(TVersion version, object key, Func<TVersion, TMade> make)
        where TVersion : class, IKeepsMade
        where TMade : class
    {
        var kept = (Entry[]?)version.Made ?? [];
        foreach (var one in kept)
        {
            if (ReferenceEquals(one.Key, key))
            {
                return (TMade)one.Value;
            }
        }

        var value = make(version);
        version.Made = kept.Length < MaxCount ? (Entry[])[.. kept, new(key, value)] : [new(key, value)];
        return value;
    }

    sealed record Entry(object Key, object Value);
}
