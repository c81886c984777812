namespace KosovoNato.Testing.Histories;

/// <summary>The log as a watcher must observe it.</summary>
internal sealed class ReferenceHistory(IReadOnlyList<LoggedRevision> log)
{
    readonly Dictionary<long, List<(ObservedVersion After, ObservedVersion? Before)>> changes = Fold(log);
    readonly Dictionary<string, Dictionary<long, IReadOnlyList<ObservedChange>>> views = new(StringComparer.Ordinal);

    public long Head { get; } = log.Count == 0 ? 0 : log[^1].Number;

    public bool Has(long revision) => changes.ContainsKey(revision);

    /// <summary>Returns the changes of a revision that a watcher with this filter receives. Empty if there are none.</summary>
    public IReadOnlyList<ObservedChange> ExpectedView(WatchFilter filter, long revision) =>
        ViewOf(filter).TryGetValue(revision, out var seen) ? seen : [];

    /// <summary>Returns the revisions in (after, upTo] of which a watcher with this filter receives changes.</summary>
    public IEnumerable<long> Matching(WatchFilter filter, long after, long upTo)
    {
        var view = ViewOf(filter);
        for (var revision = after + 1; revision <= Math.Min(upTo, Head); revision++)
        {
            if (view.ContainsKey(revision))
            {
                yield return revision;
            }
        }
    }

    /// <summary>Returns all resources that match the filter at a revision, by name.</summary>
    public IReadOnlyDictionary<string, ObservedVersion> StateAt(WatchFilter filter, long revision)
    {
        var state = new SortedDictionary<string, ObservedVersion>(StringComparer.Ordinal);
        foreach (var version in log.TakeWhile(logged => logged.Number <= revision).SelectMany(logged => logged.Changes))
        {
            state[version.Name] = version;
        }

        foreach (var outside in state.Values.Where(version => !filter.Matches(version)).ToList())
        {
            state.Remove(outside.Name);
        }

        return state;
    }

    Dictionary<long, IReadOnlyList<ObservedChange>> ViewOf(WatchFilter filter)
    {
        if (!views.TryGetValue(filter.Id, out var view))
        {
            view = [];
            foreach (var (revision, whole) in changes)
            {
                var seen = whole.Select(change => See(filter, change.After, change.Before)).OfType<ObservedChange>().ToList();
                if (seen.Count > 0)
                {
                    view[revision] = seen;
                }
            }

            views[filter.Id] = view;
        }

        return view;
    }

    static ObservedChange? See(WatchFilter filter, ObservedVersion after, ObservedVersion? before)
    {
        var matched = before is not null && filter.Matches(before);
        return (filter.Matches(after), matched) switch
        {
            (true, false) => new(ObservedKind.Added, after),
            (true, true) => new(ObservedKind.Modified, after),
            (false, true) => new(ObservedKind.Removed, before!),
            (false, false) => null,
        };
    }

    static Dictionary<long, List<(ObservedVersion, ObservedVersion?)>> Fold(IReadOnlyList<LoggedRevision> log)
    {
        var state = new Dictionary<string, ObservedVersion>(StringComparer.Ordinal);
        var changes = new Dictionary<long, List<(ObservedVersion, ObservedVersion?)>>();
        foreach (var revision in log)
        {
            changes[revision.Number] = [.. revision.Changes.Select(after => (after, state.GetValueOrDefault(after.Name)))];
            foreach (var after in revision.Changes)
            {
                state[after.Name] = after;
            }
        }

        return changes;
    }
}
