using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Leases;


namespace KosovoNato.Replication.Publishing;

/// <summary>
/// A held relay lease. Renews it in the background and whenever a position is saved, and releases it at the end. Its token is cancelled
/// before the lease expires, so that an instance without a connection to the store stops publishing.
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

    /// <summary>A token that is cancelled when the lease is lost or the service stops.</summary>
    public CancellationToken Token => lost.Token;

    /// <summary>Saves the position up to which revisions were published, and renews the lease.</summary>
    /// <exception cref="OperationCanceledException">The lease is lost, or the service stops.</exception>
    public async Task SaveAsync(RelayPosition position)
    {
        await ContinueWithAsync(await lease.SaveAsync(Held, position, Token));
        Token.ThrowIfCancellationRequested();
    }

    /// <summary>
    /// Stops renewing, and releases the lease unless it has expired. If the store is unavailable, the lease expires on its own.
    /// </summary>
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
            // The store is unavailable. The lease expires on its own.
        }
    }

    async Task RenewLoopAsync()
    {
        try
        {
            while (true)
            {
                // Leave time for several attempts.
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
            // The session ended.
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
            // The store did not answer. The loop retries until the lease is about to expire.
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
            // Responses can arrive in another order than their requests.
            held = answered.RequestedAt > held.RequestedAt ? answered : held;
        }
    }

    public void Dispose() => lost.Dispose();
}
