using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>What a watcher asks for.</summary>
public sealed record WatchQuery
{
    public required WatchStart Start { get; init; }

    /// <summary>The filter as received. Resume tokens are bound to its bytes; nothing set watches everything.</summary>
    public IMessage? Filter { get; init; }

    /// <summary>What the filter means; nothing set matches everything.</summary>
    public Func<ResourceVersion, bool>? Matches { get; init; }

    /// <summary>The silence after which a progress message comes; 10 s if unset, 1 s to 60 s.</summary>
    public TimeSpan? ProgressInterval { get; init; }

    public bool IncludePrevious { get; init; }
}

/// <summary>Where a watch starts.</summary>
public readonly record struct WatchStart
{
    enum Origin { Snapshot, Now, Resume, After }

    readonly Origin origin;
    readonly string token;

    WatchStart(Origin origin, string token = "") => (this.origin, this.token) = (origin, token);

    public static WatchStart Snapshot => new(Origin.Snapshot);

    public static WatchStart Now => new(Origin.Now);

    public static WatchStart Resume(string token) => new(Origin.Resume, token);

    /// <param name="revisionToken">The token of a <c>Revision</c>, such as that of a List.</param>
    public static WatchStart After(string revisionToken) => new(Origin.After, revisionToken);

    internal bool IsSnapshot => origin == Origin.Snapshot;

    internal bool IsNow => origin == Origin.Now;

    /// <summary>The revision to go on after, and the store it belongs to; refuses a token that cannot be honoured.</summary>
    internal (string StoreId, long Revision) Resolve(Schema schema, Snapshot newest, ulong filterHash)
    {
        if (origin is Origin.Snapshot or Origin.Now)
        {
            return (newest.StoreId, newest.Revision);
        }

        var parts = origin == Origin.Resume
            ? RevisionToken.Decode(schema.Service, token, "resume token", filterHash)
            : RevisionToken.Decode(schema.Service, token, "revision token");
        return parts.StoreId == newest.StoreId ? (parts.StoreId, parts.Revision) : throw WatchErrors.DatasetChanged(schema.Service);
    }
}
