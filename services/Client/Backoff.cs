namespace KosovoNato.Client;

/// <summary>
/// Exponential backoff. Delays double up to a maximum. Each is drawn between half and all of its value, so that callers that failed
/// together spread out.
/// </summary>
sealed class Backoff(TimeSpan first, TimeSpan most)
{
    // Cap the delay that a server asks for: a caller should not need longer than this to notice that the service is available again.
    static readonly TimeSpan MaxFloor = TimeSpan.FromMinutes(5);

    int failures;

    /// <param name="floor">The minimum delay that the server asked for. The randomized delay is added to it.</param>
    public TimeSpan Next(TimeSpan floor = default)
    {
        // 2^30 times 10 ms is far above any limit; the bound keeps the power finite.
        var step = Math.Min(most.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(failures++, 30)));
        return (floor < MaxFloor ? floor : MaxFloor) + TimeSpan.FromSeconds(step * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    public void Reset() => failures = 0;
}
