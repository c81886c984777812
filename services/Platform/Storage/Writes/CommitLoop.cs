namespace KosovoNato.Storage.Writes;

/// <summary>
/// The optimistic commit of all writers: prepare on the newest snapshot, commit, and after a conflict prepare again on the newer snapshot.
/// </summary>
public sealed class CommitLoop(Replica replica, Committer committer, CommitLock turn)
{
    /// <param name="prepare">Creates the commit from a snapshot; null if there is nothing to commit.</param>
    /// <returns>The outcome, which is never a conflict; null if there was nothing to commit.</returns>
    internal async Task<CommitOutcome?> RunAsync(Func<Snapshot, Commit?> prepare, CancellationToken cancellationToken)
    {
        using var place = await turn.WaitAsync(cancellationToken);
        if (await TryAsync(prepare, cancellationToken) is not CommitOutcome.Conflict and var atOnce)
        {
            return atOnce;
        }

        using var again = await turn.WaitForRetryAsync(cancellationToken);
        while (true)
        {
            if (await TryAsync(prepare, cancellationToken) is not CommitOutcome.Conflict and var outcome)
            {
                return outcome;
            }
        }
    }

    async Task<CommitOutcome?> TryAsync(Func<Snapshot, Commit?> prepare, CancellationToken cancellationToken)
    {
        var snapshot = replica.Current;
        if (prepare(snapshot) is not { } commit)
        {
            return null;
        }

        var outcome = await committer.CommitAsync(commit, cancellationToken);
        if (outcome is CommitOutcome.Conflict conflict)
        {
            replica.RequestRefresh();
            await replica.WaitForAsync(Math.Max(conflict.Revision, snapshot.Revision), cancellationToken);
        }

        return outcome;
    }
}
