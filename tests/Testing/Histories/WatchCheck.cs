namespace KosovoNato.Testing.Histories;

/// <summary>Checks one watcher across all its streams.</summary>
internal sealed class WatchCheck(ReferenceHistory truth, RecordedWatch watch, List<Violation> violations)
{
    readonly Dictionary<string, (string Filter, long Position)> tokens = new(StringComparer.Ordinal);
    readonly HashSet<long> seen = [];
    readonly List<ObservedChange> snapshot = [];
    WatchFilter filter = WatchFilter.Everything;
    long? position; // everything up to here has arrived; unknown inside a snapshot
    long bookmark;
    bool justResumed;
    bool resumedUnderOther;

    public void Run()
    {
        foreach (var step in watch.Steps)
        {
            switch (step)
            {
                case WatchStep.OpenedWithSnapshot from:
                    Open(from.Filter, null);
                    break;
                case WatchStep.OpenedAtRevision from:
                    Open(from.Filter, from.Revision);
                    break;
                case WatchStep.Resumed from:
                    Resume(from);
                    break;
                case WatchStep.Received message:
                    Take(message);
                    break;
            }
        }

        if (watch.MustReach > 0)
        {
            Miss(ViolationKind.WatchMissing, watch.MustReach, $"by the end, at {watch.MustReach}");
        }
    }

    void Open(WatchFilter next, long? at)
    {
        (filter, position, bookmark, justResumed) = (next, at, at ?? 0, false);
        snapshot.Clear();
        seen.Clear();
    }

    void Resume(WatchStep.Resumed from)
    {
        snapshot.Clear();
        if (!tokens.TryGetValue(from.Token, out var place))
        {
            throw new ArgumentException($"{watch.Watcher} resumed with a token that it never got.");
        }

        // A token with another filter must be rejected. If messages follow, it was accepted.
        justResumed = true;
        resumedUnderOther = place.Filter != from.Filter.Id;
        (filter, position, bookmark) = (from.Filter, place.Position, place.Position);
        seen.RemoveWhere(revision => revision > place.Position);
    }

    void Take(WatchStep.Received message)
    {
        if (justResumed && resumedUnderOther)
        {
            Add(ViolationKind.ResumeWrong, "a token of another filter was accepted");
            resumedUnderOther = false;
        }

        snapshot.AddRange(message.Snapshot);
        if ((message.Snapshot.Count > 0 || message.SnapshotEnd is not null) && position is { } outside)
        {
            Add(justResumed ? ViolationKind.ResumeWrong : ViolationKind.SnapshotInconsistent,
                $"a part of a snapshot came after revision {outside}");
        }

        if (message.SnapshotEnd is { } end)
        {
            violations.AddRange(
                SnapshotCheck.Of(truth, filter, snapshot, end)
                    .Select(what => new Violation(ViolationKind.SnapshotInconsistent, watch.Watcher, what)));
            position = bookmark = end.Revision;
        }

        foreach (var revision in message.Revisions)
        {
            Take(revision);
            justResumed = false;
        }

        if (message.Progress is { } progress)
        {
            TakeProgress(progress);
            justResumed = false;
        }

        if (message.Token.Length > 0)
        {
            tokens[message.Token] = (filter.Id, position ?? 0);
        }
    }

    void Take(ObservedRevision revision)
    {
        if (position is not { } at)
        {
            Add(ViolationKind.SnapshotInconsistent, $"revision {revision.Number} came inside a snapshot");
            return;
        }

        if (revision.Number <= at)
        {
            var kind = seen.Contains(revision.Number) ? ViolationKind.WatchDuplicate
                : revision.Number <= bookmark && !justResumed ? ViolationKind.BookmarkTooEarly
                : ViolationKind.WatchOutOfOrder;
            Add(justResumed ? ViolationKind.ResumeWrong : kind, $"revision {revision.Number} came after {at}");
            return;
        }

        Miss(justResumed ? ViolationKind.ResumeWrong : ViolationKind.WatchMissing, revision.Number - 1, $"before {revision.Number}");
        if (truth.Has(revision.Number))
        {
            violations.AddRange(RevisionCheck.Of(truth.ExpectedView(filter, revision.Number), revision, watch.Watcher));
        }
        else
        {
            Add(ViolationKind.WatchDiverged, $"revision {revision.Number} is not in the log");
        }

        seen.Add(revision.Number);
        position = revision.Number;
    }

    void TakeProgress(long progress)
    {
        if (position is not { } at)
        {
            Add(ViolationKind.SnapshotInconsistent, $"progress {progress} came inside a snapshot");
            return;
        }

        if (progress < at)
        {
            Add(ViolationKind.WatchOutOfOrder, $"progress {progress} came after {at}");
            return;
        }

        if (progress > truth.Head)
        {
            Add(ViolationKind.BookmarkTooEarly, $"progress {progress} is beyond the log's end {truth.Head}");
        }

        Miss(ViolationKind.BookmarkTooEarly, progress, $"at progress {progress}");
        position = bookmark = progress;
    }

    void Miss(ViolationKind kind, long upTo, string when)
    {
        foreach (var missing in truth.Matching(filter, position ?? 0, upTo))
        {
            Add(kind, $"revision {missing} had not come {when}");
        }
    }

    void Add(ViolationKind kind, string what) => violations.Add(new(kind, watch.Watcher, what));
}
