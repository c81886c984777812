namespace KosovoNato.Testing.Histories;

/// <summary>Compares a snapshot with the state at its revision.</summary>
internal static class SnapshotCheck
{
    public static IEnumerable<string> Of(Truth truth, WatchFilter filter, IReadOnlyList<SeenChange> got, SeenSnapshotEnd end)
    {
        var expected = truth.StateAt(filter, end.Revision);
        if (end.Revision > truth.Head)
        {
            yield return $"revision {end.Revision} is beyond the log's end {truth.Head}";
        }

        if (end.Count != got.Count)
        {
            yield return $"{got.Count} resources came, its end says {end.Count}";
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in got)
        {
            if (!names.Add(change.Version.Name))
            {
                yield return $"{change.Version.Name} came twice";
            }
            else if (!expected.TryGetValue(change.Version.Name, out var version) || version != change.Version)
            {
                yield return $"{change.Version.Name} is not so at revision {end.Revision}";
            }
            else if (change.Kind != SeenKind.Added)
            {
                yield return $"{change.Version.Name} is {change.Kind}, not Added";
            }
        }

        foreach (var missing in expected.Keys.Where(name => !names.Contains(name)))
        {
            yield return $"{missing} is missing at revision {end.Revision}";
        }

        for (var i = 1; i < got.Count; i++)
        {
            if (string.CompareOrdinal(got[i - 1].Version.Name, got[i].Version.Name) > 0)
            {
                yield return $"{got[i].Version.Name} came after {got[i - 1].Version.Name}: not in the order of names";
                yield break;
            }
        }
    }
}
