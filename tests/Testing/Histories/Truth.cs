namespace KosovoNato.Testing.Histories;

/// <summary>The log, asked the way a watcher sees it.</summary>
internal sealed class Truth(IReadOnlyList<LoggedRevision> log)
{
    readonly Dictionary<long, List<(ResourceVersion After, ResourceVersion? Before)>> changes = Fold(log);
    readonly Dictionary<string, Dictionary<long, IReadOnlyList<SeenChange>>> views = new(StringComparer.Ordinal);

    public long Head { get; } = log.Count == 0 ? 0 : log[^1].Number;

    public bool Has(long revision) => changes.ContainsKey(revision);

    /// <summary>What a watcher with this filter gets of a revision; nothing if it gets nothing.</summary>
    public IReadOnlyList<SeenChange> View(WatchFilter filter, long revision) =>
        ViewOf(filter).TryGetValue(revision, out var seen) ? seen : [];

    /// <summary>The revisions in (after, upTo] of which a watcher with this filter gets something.</summary>
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

    /// <summary>Everything that matches at a revision, by name.</summary>
    public IReadOnlyDictionary<string, ResourceVersion> StateAt(WatchFilter filter, long revision)
    {
        var state = new SortedDictionary<string, ResourceVersion>(StringComparer.Ordinal);
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

    Dictionary<long, IReadOnlyList<SeenChange>> ViewOf(WatchFilter filter)
    {
        if (!views.TryGetValue(filter.Id, out var view))
        {
            view = [];
            foreach (var (revision, whole) in changes)
            {
                var seen = whole.Select(change => See(filter, change.After, change.Before)).OfType<SeenChange>().ToList();
                if (seen.Count > 0)
                {
                    view[revision] = seen;
                }
            }

            views[filter.Id] = view;
        }

        return view;
    }

    static SeenChange? See(WatchFilter filter, ResourceVersion after, ResourceVersion? before)
    {
        var matched = before is not null && filter.Matches(before);
        return (filter.Matches(after), matched) switch
        {
            (true, false) => new(SeenKind.Added, after),
            (true, true) => new(SeenKind.Modified, after),
            (false, true) => new(SeenKind.Removed, before!),
            (false, false) => null,
        };
    }

    static Dictionary<long, List<(ResourceVersion, ResourceVersion?)>> Fold(IReadOnlyList<LoggedRevision> log)
    {
        var state = new Dictionary<string, ResourceVersion>(StringComparer.Ordinal);
        var changes = new Dictionary<long, List<(ResourceVersion, ResourceVersion?)>>();
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
