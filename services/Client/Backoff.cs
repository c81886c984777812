namespace KosovoNato.Client;

/// <summary>Pauses that double up to a limit, each drawn between half and all of it, so that callers that failed together spread.</summary>
sealed class Backoff(TimeSpan first, TimeSpan most)
{
    // A server that asks for more than this is not meant literally; whoever waits wants to know that it is back.
    static readonly TimeSpan MaxFloor = TimeSpan.FromMinutes(5);

    int failures;

    /// <param name="floor">The least that the server asked for; the pause is drawn on top of it.</param>
    public TimeSpan Next(TimeSpan floor = default)
    {
        // 2^30 times 10 ms is far above any limit; the bound keeps the power finite.
        var step = Math.Min(most.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(failures++, 30)));
        return (floor < MaxFloor ? floor : MaxFloor) + TimeSpan.FromSeconds(step * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    public void Reset() => failures = 0;
}
