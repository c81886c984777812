namespace KosovoNato.Testing.Histories;

/// <summary>Compares a revision that a watcher received with the changes that match its filter.</summary>
internal static class RevisionCheck
{
    public static IEnumerable<Violation> Of(IReadOnlyList<ObservedChange> expected, ObservedRevision got, string where)
    {
        var left = expected.ToDictionary(change => change.Version.Name, StringComparer.Ordinal);
        foreach (var change in got.Changes)
        {
            if (!left.Remove(change.Version.Name, out var wanted))
            {
                yield return new(ViolationKind.FilterViolated, where, $"{change.Version.Name} at {got.Number} is outside, or came twice");
            }
            else if (change.Kind != wanted.Kind)
            {
                yield return new(ViolationKind.FilterViolated, where, $"{change.Version.Name} at {got.Number} is {change.Kind}, not "
                    + $"{wanted.Kind}");
            }
            else if (change.Version != wanted.Version)
            {
                yield return new(ViolationKind.WatchDiverged, where, $"{change.Version.Name} at {got.Number} is another version than in "
                    + "the log");
            }
        }

        // The changes of a revision that does not match at all were reported above, one by one.
        if (left.Count > 0)
        {
            yield return new(ViolationKind.WatchNotAtomic, where, $"revision {got.Number} came without {string.Join(", ", left.Keys)}");
        }
    }
}
