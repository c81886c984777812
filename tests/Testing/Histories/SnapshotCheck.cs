namespace KosovoNato.Testing.Histories;

/// <summary>Compares a received snapshot with the log at its revision.</summary>
internal static class SnapshotCheck
{
    public static IEnumerable<string> Of(
        ReferenceHistory truth, WatchFilter filter, IReadOnlyList<ObservedChange> got, ObservedSnapshotEnd end)
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
            else if (change.Kind != ObservedKind.Added)
            {
                yield return $"{change.Version.Name} is {change.Kind}, not Added";
            }
        }

        foreach (var missing in expected.Keys.Where(name => !names.Contains(name)))
        {
            yield return $"{missing} is missing at revision {end.Revision}";
        }

        var ended = new HashSet<string>();
        for (var i = 1; i < got.Count; i++)
        {
            var (before, name) = (got[i - 1].Version.Name, got[i].Version.Name);
            if (TypeOf(before) == TypeOf(name) ? string.CompareOrdinal(before, name) > 0 : !ended.Add(TypeOf(before))
                || ended.Contains(TypeOf(name)))
            {
                yield return $"{name} came after {before}: not in the order of types and names";
                yield break;
            }
        }
    }

    /// <summary>Returns the collection of a name: "memberships" for organizations/nato/memberships/AL.</summary>
    static string TypeOf(string name) => name.Split('/') is [.., var collection, _] ? collection : "";
}
