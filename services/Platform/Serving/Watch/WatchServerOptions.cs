using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Serving.Watch;

/// <summary>The limits of Watch streams. Section "Watch" of the settings.</summary>
public sealed record WatchServerOptions
{
    /// <summary>
    /// The age at which a stream ends, so that instances share the load evenly; varied by up to 10 %. 10 s to 24 h. Default 30 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan MaxStreamAge { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The time that a message may wait for its reader before the stream ends, 1 s to 5 min. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The number of revisions that a watcher may fall behind beyond its lag at the start, 1,000 to 10,000,000. Default 100,000.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public long MaxRevisionLag { get; init; } = 100_000;

    /// <summary>The maximum number of streams per caller (by identity, or by address if anonymous), 1 to 100,000. Default 100.</summary>
    [Range(1, 100_000)]
    public int MaxStreamsPerCaller { get; init; } = 100;

    /// <summary>The maximum number of streams per process, 1 to 100,000. Default 10,000.</summary>
    [Range(1, 100_000)]
    public int MaxStreams { get; init; } = 10_000;

    /// <summary>
    /// The number of messages per second for all watchers together, 1,000 to 1,000,000. Default 20,000. Enforced only by delays: with many
    /// watchers, each waits a little and gets several revisions in one message.
    /// </summary>
    [Range(1_000, 1_000_000)]
    public int MaxMessagesPerSecond { get; init; } = 20_000;
}
