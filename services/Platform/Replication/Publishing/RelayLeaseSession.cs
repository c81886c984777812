using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Leases;


namespace KosovoNato.Replication.Publishing;

/// <summary>
/// The right to publish while it is used: renewed in the background, noted with each position, given up at the end. Its token
/// is cancelled before the right runs out, so that who has no answer from the store does not go on publishing.
/// </summary>
sealed class RelayLeaseSession : IDisposable
{
    static readonly TimeSpan ExpiryMargin = TimeSpan.FromMilliseconds(100);

    readonly RelayLease lease;
    readonly TimeProvider timeProvider;
    readonly CancellationTokenSource lost;
    readonly Task keeping;
    readonly Lock gate = new();
    RelayLease.LeaseGrant held;

    public RelayLeaseSession(RelayLease lease, RelayLease.LeaseGrant held, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        (this.lease, this.held, this.timeProvider) = (lease, held, timeProvider);
        lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        keeping = RenewLoopAsync();
    }

    public RelayLease.LeaseGrant Held
    {
        get
        {
            lock (gate)
            {
                return held;
            }
        }
    }

    /// <summary>Is cancelled when the right is lost or the service stops.</summary>
    public CancellationToken Token => lost.Token;

    /// <summary>Notes how far was published.</summary>
    /// <exception cref="OperationCanceledException">The right is lost.</exception>
    public async Task SaveAsync(RelayPosition position)
    {
        await ContinueWithAsync(await lease.SaveAsync(Held, position, Token));
        Token.ThrowIfCancellationRequested();
    }

    /// <summary>Stops renewing, and gives up what is left of the right. Does not fail: otherwise it runs out by itself.</summary>
    public async Task ReleaseAsync()
    {
        await lost.CancelAsync();
        await keeping;
        var left = lease.RemainingTime(Held);
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), timeProvider);
        try
        {
            await lease.ReleaseAsync(Held, limit.Token);
        }
        catch (Exception e) when (e is ApiException or OperationCanceledException)
        {
            // The store is away.
        }
    }

    async Task RenewLoopAsync()
    {
        try
        {
            while (true)
            {
                // Several tries fit into what is left.
                var left = lease.RemainingTime(Held);
                await Task.Delay(left > TimeSpan.Zero ? left / 3 : TimeSpan.Zero, timeProvider, Token);
                left = lease.RemainingTime(Held);
                if (left <= ExpiryMargin)
                {
                    await lost.CancelAsync();
                    return;
                }

                await RenewAsync(left / 2);
            }
        }
        catch (OperationCanceledException)
        {
            // It ended.
        }
    }

    async Task RenewAsync(TimeSpan within)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(within);
        try
        {
            await ContinueWithAsync(await lease.RenewAsync(Held, limit.Token));
        }
        catch (Exception e) when (e is ApiException or OperationCanceledException && !Token.IsCancellationRequested)
        {
            // No answer yet; as long as something is left, it is tried again.
        }
    }

    async Task ContinueWithAsync(RelayLease.LeaseGrant? answered)
    {
        if (answered is null)
        {
            await lost.CancelAsync();
            return;
        }

        lock (gate)
        {
            // Answers may come in another order than they were asked for.
            held = answered.RequestedAt > held.RequestedAt ? answered : held;
        }
    }

    public void Dispose() => lost.Dispose();
}
