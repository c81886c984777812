using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Storage;

/// <summary>Where the store is and how it is used. Section "Store" of the settings.</summary>
public sealed record StoreOptions
{
    /// <summary>How to reach the store, in StackExchange.Redis' form, such as "127.0.0.1:6379,password=…". Required.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Configuration { get; init; } = "";

    /// <summary>Begins the key of the service's hash: the key is "{prefix}:{service}". Default "kosovonato".</summary>
    [Required(AllowEmptyStrings = false)]
    public string KeyPrefix { get; init; } = "kosovonato";

    /// <summary>
    /// How long a commit, and the look for one that was done before, is tried again while the store cannot be reached, 0.1 to 30
    /// s. Default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many writes at most go into one call of the store, 1 to 1,024. Default 128.</summary>
    [Range(1, 1024)]
    public int MaxCommitBatch { get; init; } = 128;

    /// <summary>How many revisions are kept in memory at most for watchers and pages, 1,000 to 1,000,000. Default 100,000.</summary>
    [Range(1_000, 1_000_000)]
    public int MaxTailRevisions { get; init; } = 100_000;

    /// <summary>How many bytes of memory these revisions may take, 1 MiB to 1 GiB. Default 48 MiB.</summary>
    [Range(1 << 20, 1 << 30)]
    public int MaxTailBytes { get; init; } = 48 << 20;

    /// <summary>
    /// How many revisions of history the store keeps. 0, the default, keeps all: it is the audit trail. Otherwise at least
    /// 1,000; a checkpoint of the state is written before older revisions go.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long RetainedRevisions { get; init; }

    /// <summary>
    /// After how many changes of resources the whole state is kept in the store again, 100 to 1,000,000, so that reads of the past
    /// do not begin at the first one. Default 20,000: a state between two takes about a tenth of a second more.
    /// </summary>
    [Range(100, 1_000_000)]
    public int CheckpointInterval { get; init; } = 20_000;

    /// <summary>
    /// How many bytes these states may take in the store, 1 MiB to 1 TiB; beyond that they are thinned out. Default 256 MiB.
    /// </summary>
    [Range(1L << 20, 1L << 40)]
    public long MaxCheckpointBytes { get; init; } = 256 << 20;
}
