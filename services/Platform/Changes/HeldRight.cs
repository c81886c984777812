using KosovoNato.Platform.Errors;

namespace KosovoNato.Platform.Changes;

/// <summary>
/// The right to publish while it is used: renewed in the background, noted with each position, given up at the end. Its token
/// is cancelled before the right runs out, so that who has no answer from the store does not go on publishing.
/// </summary>
sealed class HeldRight : IDisposable
{
    static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);

    readonly RelayLease lease;
    readonly TimeProvider time;
    readonly CancellationTokenSource lost;
    readonly Task keeping;
    readonly Lock gate = new();
    RelayLease.Held held;

    public HeldRight(RelayLease lease, RelayLease.Held held, TimeProvider time, CancellationToken stopping)
    {
        (this.lease, this.held, this.time) = (lease, held, time);
        lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        keeping = KeepAsync();
    }

    public RelayLease.Held Held
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
    public async Task EndAsync()
    {
        await lost.CancelAsync();
        await keeping;
        var left = lease.LeftOf(Held);
        if (left <= TimeSpan.Zero)
        {
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(500), time);
        try
        {
            await lease.GiveUpAsync(Held, limit.Token);
        }
        catch (Exception e) when (e is Refusal or OperationCanceledException)
        {
            // The store is away.
        }
    }

    async Task KeepAsync()
    {
        try
        {
            while (true)
            {
                // Several tries fit into what is left.
                var left = lease.LeftOf(Held);
                await Task.Delay(left > TimeSpan.Zero ? left / 3 : TimeSpan.Zero, time, Token);
                left = lease.LeftOf(Held);
                if (left <= Margin)
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
        catch (Exception e) when (e is Refusal or OperationCanceledException && !Token.IsCancellationRequested)
        {
            // No answer yet; as long as something is left, it is tried again.
        }
    }

    async Task ContinueWithAsync(RelayLease.Held? answered)
    {
        if (answered is null)
        {
            await lost.CancelAsync();
            return;
        }

        lock (gate)
        {
            // Answers may come in another order than they were asked for.
            held = answered.AskedAt > held.AskedAt ? answered : held;
        }
    }

    public void Dispose() => lost.Dispose();
}
