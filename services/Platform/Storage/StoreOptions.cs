using System.ComponentModel.DataAnnotations;
using StackExchange.Redis;

namespace KosovoNato.Storage;

/// <summary>The address of the store and how it is used. Section "Store" of the settings.</summary>
public sealed record StoreOptions : IValidatableObject
{
    /// <summary>
    /// The StackExchange.Redis configuration string of the store, for example "127.0.0.1:6379,password=…". For a replicated store, the
    /// addresses of all sentinels and the name that they know the primary by: "10.0.0.1:26379,10.0.0.2:26379,…,serviceName=recognitions".
    /// Required.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string Configuration { get; init; } = "";

    /// <summary>
    /// The number of replicas that must have a write on disk before it is acknowledged or shown, 0 to 4. 0, the default, for a single
    /// store. Of a replicated store, together with the primary more than half of its servers: 1 of 3 servers, 2 of 5.
    /// </summary>
    [Range(0, 4)]
    public int Replicas { get; init; }

    /// <summary>The prefix of the keys of the service: its hash has the key "{prefix}:{service}". Default "kosovonato".</summary>
    [Required(AllowEmptyStrings = false)]
    public string KeyPrefix { get; init; } = "kosovonato";

    /// <summary>
    /// How long a commit, or the lookup of an earlier commit, is retried while the store is unavailable, 0.1 to 30 s. Default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The maximum number of writes in one script call, 1 to 1,024. Default 128.</summary>
    [Range(1, 1024)]
    public int MaxCommitBatch { get; init; } = 128;

    /// <summary>The maximum number of revisions kept in memory for watchers and pages, 1,000 to 1,000,000. Default 100,000.</summary>
    [Range(1_000, 1_000_000)]
    public int MaxTailRevisions { get; init; } = 100_000;

    /// <summary>The maximum size of these revisions in memory, 1 MiB to 1 GiB. Default 32 MiB.</summary>
    [Range(1 << 20, 1 << 30)]
    public int MaxTailBytes { get; init; } = 32 << 20;

    /// <summary>
    /// The number of revisions that compaction keeps. 0, the default, keeps all revisions, because they are the audit trail; other values
    /// should be at least 1,000. A checkpoint is written before older revisions are deleted.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long RetainedRevisions { get; init; }

    /// <summary>
    /// The number of resource changes between two checkpoints, 100 to 1,000,000. Checkpoints spare reads of the past from replaying the log
    /// from its start. Default 20,000: a snapshot between two checkpoints takes about 0.1 s longer to rebuild. At least half the number of
    /// resources, because a checkpoint writes all of them.
    /// </summary>
    [Range(100, 1_000_000)]
    public int CheckpointInterval { get; init; } = 20_000;

    /// <summary>
    /// The maximum size of the checkpoints in the store, 1 MiB to 1 TiB; beyond it they are thinned out. Default 256 MiB.
    /// </summary>
    [Range(1L << 20, 1L << 40)]
    public long MaxCheckpointBytes { get; init; } = 256 << 20;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var (problem, namesSentinels) = ("", false);
        try
        {
            var parsed = ConfigurationOptions.Parse(Configuration);
            problem = parsed.EndPoints.Count == 0 ? "it names no server" : "";
            namesSentinels = !string.IsNullOrEmpty(parsed.ServiceName);
        }
        // The message names the option. It does not repeat the whole value, which may contain a password.
        catch (ArgumentException invalid)
        {
            problem = invalid.Message.TrimEnd('.');
        }

        if (problem.Length > 0)
        {
            yield return new(
                $"Store:Configuration must be host:port with the options of StackExchange.Redis, for example "
                + $"127.0.0.1:6379,user=service,password=...: {problem}.", [nameof(Configuration)]);
        }
        else if (namesSentinels && Replicas == 0)
        {
            yield return new(
                "Store:Replicas must be at least 1, because Store:Configuration names sentinels (serviceName): a write that only the "
                + "primary has is lost with it.", [nameof(Replicas)]);
        }
        else if (!namesSentinels && Replicas > 0)
        {
            yield return new(
                "Store:Configuration must name the sentinels of the store and its serviceName, because Store:Replicas is greater than 0.",
                [nameof(Configuration)]);
        }
    }
}
