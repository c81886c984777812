using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Serving.Access;

/// <summary>How many calls one caller may make of one instance. Section "RateLimit" of the settings.</summary>
public sealed record RateLimitOptions
{
    /// <summary>
    /// The rate of a service that others reach. A call costs about 25 microseconds of a core, so it is a twentieth of a core:
    /// far above what a page or an import needs, and far below what hurts the others.
    /// </summary>
    internal const int DefaultCallsPerSecond = 2_000;

    /// <summary>
    /// Calls per second of one caller, by identity, else by address; the start of a Watch counts as one. 0 to 1,000,000, 0 is
    /// without limit. Default: 2,000 if the service listens beyond this machine, else 0, as behind one address of this machine
    /// may be everybody.
    /// </summary>
    [Range(0, 1_000_000)]
    public int? CallsPerSecond { get; init; }

    /// <summary>Calls that may come at once after a silence, 1 to 1,000,000. Default: twice the rate.</summary>
    [Range(1, 1_000_000)]
    public int? Burst { get; init; }
}
