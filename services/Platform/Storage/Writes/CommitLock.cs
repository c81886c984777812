namespace KosovoNato.Storage.Writes;

/// <summary>
/// Serializes the commits of a service with a <see cref="Derivation"/> within an instance. The store rejects commits from an older snapshot
/// anyway; the lock only avoids retries. Without a derivation, only retries after a conflict are serialized.
/// </summary>
public sealed class CommitLock(IEnumerable<Derivation> derivations) : IDisposable
{
    readonly SemaphoreSlim gate = new(1, 1);

    public Derivation? Derivation { get; } = derivations.SingleOrDefault();

    public bool IsSerialized => Derivation is not null;

    public async ValueTask<Releaser> WaitAsync(CancellationToken cancellationToken)
    {
        if (!IsSerialized)
        {
            return default;
        }

        await gate.WaitAsync(cancellationToken);
        return new Releaser(gate);
    }

    /// <summary>
    /// Serializes writes that are retried after a conflict, in arrival order. If all retried at once, a write could starve.
    /// </summary>
    public async ValueTask<Releaser> WaitForRetryAsync(CancellationToken cancellationToken)
    {
        if (IsSerialized)
        {
            // The write already holds the lock; the conflict came from another instance.
            return default;
        }

        await gate.WaitAsync(cancellationToken);
        return new Releaser(gate);
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Releases the lock when it is disposed.</summary>
    public readonly struct Releaser(SemaphoreSlim? gate) : IDisposable
    {
        public void Dispose() => gate?.Release();
    }
}
