namespace KosovoNato.Platform.Requests;

/// <summary>
/// Lets the commits of a service with a <see cref="Derivation"/> go one after the other. The store refuses those that were
/// computed from an older state anyhow; taking turns within an instance only spares the repeats. Without a derivation
/// nobody waits, but those whose commit came too late.
/// </summary>
public sealed class CommitTurn(IEnumerable<Derivation> derivations) : IDisposable
{
    readonly SemaphoreSlim one = new(1, 1);

    public Derivation? Derivation { get; } = derivations.SingleOrDefault();

    public bool IsStrict => Derivation is not null;

    public async ValueTask<Place> WaitAsync(CancellationToken cancel)
    {
        if (!IsStrict)
        {
            return default;
        }

        await one.WaitAsync(cancel);
        return new Place(one);
    }

    /// <summary>
    /// For those whose commit came too late: from then on they go one after the other, in their order. If all tried again at once,
    /// one of them might never be in time.
    /// </summary>
    public async ValueTask<Place> WaitAgainAsync(CancellationToken cancel)
    {
        if (IsStrict)
        {
            // They have their turn already; who was faster is another instance.
            return default;
        }

        await one.WaitAsync(cancel);
        return new Place(one);
    }

    public void Dispose() => one.Dispose();

    /// <summary>Ends the turn when it is disposed of.</summary>
    public readonly struct Place(SemaphoreSlim? one) : IDisposable
    {
        public void Dispose() => one?.Release();
    }
}
