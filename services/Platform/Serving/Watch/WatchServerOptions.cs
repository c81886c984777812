using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Serving.Watch;

/// <summary>Limits of watch streams. Section "Watch" of the settings.</summary>
public sealed record WatchServerOptions
{
    /// <summary>Age at which a stream ends, so that replicas share the load anew; each stream's own is up to 10 % more or
    /// less. 10 s to 24 h, default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan MaxStreamAge { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long one message may wait for a reader before the stream ends. 1 s to 5 min, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many revisions a watcher may fall behind, beyond what it was at its start. 1,000 to 10,000,000, default 100,000.
    /// </summary>
    [Range(1_000, 10_000_000)]
    public long MaxRevisionLag { get; init; } = 100_000;

    /// <summary>Streams of one caller (by name, else by address). 1 to 100,000, default 100.</summary>
    [Range(1, 100_000)]
    public int MaxStreamsPerCaller { get; init; } = 100;

    /// <summary>Streams of this process. 1 to 100,000, default 10,000.</summary>
    [Range(1, 100_000)]
    public int MaxStreams { get; init; } = 10_000;

    /// <summary>
    /// Messages that all watchers together get in a second, as far as that only delays: with many watchers, each waits a
    /// little and gets several revisions in one message. 1,000 to 1,000,000, default 20,000.
    /// </summary>
    [Range(1_000, 1_000_000)]
    public int MaxMessagesPerSecond { get; init; } = 20_000;
}
