using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Serving.Access;

/// <summary>The limit on the calls of one caller to one instance. Section "RateLimit" of the settings.</summary>
public sealed record RateLimitOptions
{
    /// <summary>
    /// The default rate of a service that other machines can reach. A call costs about 25 microseconds of a core, so this is a twentieth of
    /// a core: far more than a page or an import needs, and too little to affect other callers.
    /// </summary>
    internal const int DefaultCallsPerSecond = 2_000;

    /// <summary>
    /// The calls per second of one caller, by identity, or by address if anonymous; the start of a Watch counts as a call. 0 to 1,000,000,
    /// 0 for no limit. Default: 2,000 if other machines can reach the service, otherwise 0, because all callers on this machine can share
    /// an address.
    /// </summary>
    [Range(0, 1_000_000)]
    public int? CallsPerSecond { get; init; }

    /// <summary>The calls that can arrive at once after an idle time, 1 to 1,000,000. Default: twice the rate.</summary>
    [Range(1, 1_000_000)]
    public int? Burst { get; init; }
}
