using KosovoNato.Storage.Derivations;

namespace KosovoNato.Storage.Writes;

/// <summary>
/// Lets the commits of a service with a <see cref="Derivation"/> go one after the other. The store refuses those that were
/// computed from an older state anyhow; taking turns within an instance only spares the repeats. Without a derivation
/// nobody waits, but those whose commit came too late.
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
    /// For those whose commit came too late: from then on they go one after the other, in their order. If all tried again at once,
    /// one of them might never be in time.
    /// </summary>
    public async ValueTask<Releaser> WaitForRetryAsync(CancellationToken cancellationToken)
    {
        if (IsSerialized)
        {
            // They have their turn already; who was faster is another instance.
            return default;
        }

        await gate.WaitAsync(cancellationToken);
        return new Releaser(gate);
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Ends the turn when it is disposed of.</summary>
    public readonly struct Releaser(SemaphoreSlim? gate) : IDisposable
    {
        public void Dispose() => gate?.Release();
    }
}
