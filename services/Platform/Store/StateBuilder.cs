using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Errors;

namespace KosovoNato.Platform.Store;

/// <summary>Makes the state of a revision from the nearest one before it, going on along the log.</summary>
sealed class StateBuilder(Replica replica, ChangeLog log, Checkpoints checkpoints, CheckpointList list, PastStates past)
{
    const int ReadBytes = 1 << 20;

    // Reading a checkpoint takes about as long as going on by so many revisions.
    const int WorthACheckpoint = 5_000;

    public async Task<Snapshot> BuildAsync(Snapshot newest, long revision, CancellationToken cancel)
    {
        var look = Checked(await log.ReadAsync(0, 0, cancel), newest);
        if (revision < look.Floor)
        {
            throw WatchRefusals.Compacted(look.Floor, look.Head);
        }

        var nearest = await NearestAsync(newest, look.Floor, revision, cancel);
        return (await GoOnAsync(nearest, newest, revision, long.MaxValue, cancel)).State;
    }

    /// <summary>The nearest state at or before a revision: kept in memory, in the store, at the floor, or the empty one.</summary>
    async Task<Snapshot> NearestAsync(Snapshot newest, long floor, long revision, CancellationToken cancel)
    {
        var inMemory = past.NewestUpTo(newest.StoreId, revision);
        var empty = replica.EmptyState(newest.StoreId);
        var listed = await list.ReadAsync(cancel);
        foreach (var candidate in listed.Reverse().Where(l => l.StoreId == newest.StoreId && l.Revision <= revision && l.Revision > floor))
        {
            if (inMemory is not null && candidate.Revision - inMemory.Revision < WorthACheckpoint)
            {
                return inMemory;
            }

            if (await list.LoadAsync(candidate, empty, newest, cancel) is { } state)
            {
                return state;
            }
        }

        return inMemory ?? (floor == 0 ? empty : await checkpoints.LoadFloorAsync(empty, floor, cancel));
    }

    /// <summary>Goes on from a state up to a revision, or to the first one that is so many steps away.</summary>
    public async Task<(Snapshot State, long Steps)> GoOnAsync(Snapshot from, Snapshot newest, long revision, long mostSteps, CancellationToken cancel)
    {
        if (from.Revision == revision)
        {
            return (from, 0);
        }

        var state = new Snapshot.Builder(from);
        var shared = SharedWith(newest);
        var size = new ChangeLog.ReadSize(ReadBytes);
        var batch = new List<LogEntry>();
        var (at, recordedAt) = (from.Revision, from.RecordedAt);
        long steps = 0;
        Task<ChangeLog.Look<LogStep>>? ahead = null;
        while (at < revision && steps < mostSteps)
        {
            cancel.ThrowIfCancellationRequested();
            batch.Clear();
            var before = at;
            if (replica.TryReadTail(newest.StoreId, at, ReadBytes, withBefore: false, batch))
            {
                ahead = null;
                foreach (var entry in batch.TakeWhile(entry => entry.Revision <= revision && steps < mostSteps))
                {
                    foreach (var change in entry.Changes)
                    {
                        state.Put(shared(change.After));
                    }

                    entry.Learned?.Repeat(state, shared);
                    (at, recordedAt) = (entry.Revision, entry.RecordedAt);
                    steps += entry.Steps;
                }
            }
            else
            {
                var look = Checked(await (ahead ?? ReadAsync(at)), newest);
                if (look.Floor > at)
                {
                    throw WatchRefusals.Compacted(look.Floor, look.Head);
                }

                size.Learn(look.Entries);
                // The next revisions are on their way while these are taken in.
                ahead = look.Entries is [.., var last] && last.Revision < revision ? ReadAsync(last.Revision) : null;
                foreach (var step in look.Entries.TakeWhile(_ => steps < mostSteps))
                {
                    steps += step.ApplyTo(newest.Schema, state, shared);
                    (at, recordedAt) = (step.Revision, step.RecordedAt);
                }
            }

            if (at == before)
            {
                throw Refusal.StoreUnavailable();
            }
        }

        return (state.Build(at, recordedAt), steps);

        Task<ChangeLog.Look<LogStep>> ReadAsync(long after) => log.ReadStepsAsync(after, (int)Math.Min(size.Count, revision - after), cancel);
    }

    /// <summary>
    /// Uses the records of the newest state where they are the same. The others are of the past, and take no place among the
    /// decoded ones.
    /// </summary>
    static Func<Record, Record> SharedWith(Snapshot newest) => record =>
    {
        var own = newest.Find(record.Type, record.Name);
        if (own is not null && own.IsSameAs(record))
        {
            return own;
        }

        record.Superseded();
        return record;
    };

    ChangeLog.Look<T> Checked<T>(ChangeLog.Look<T> look, Snapshot newest)
    {
        if (look.StoreId == newest.StoreId)
        {
            return look;
        }

        replica.LookNow();
        throw WatchRefusals.DatasetChanged(newest.Schema.Service);
    }
}
