using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Watch;

/// <summary>The request of a watcher.</summary>
public sealed record WatchQuery
{
    public required WatchStart Start { get; init; }

    /// <summary>The filter as received; null watches everything. Resume tokens are bound to its bytes.</summary>
    public IMessage? Filter { get; init; }

    /// <summary>The predicate of the filter; null if everything matches.</summary>
    public Func<ResourceVersion, bool>? Matches { get; init; }

    /// <summary>The day on which the filter is applied; null if its result does not depend on the day.</summary>
    public FilterDay? Day { get; init; }

    /// <summary>The idle time after which a bookmark is sent, 1 to 60 s. Default 10 s.</summary>
    public TimeSpan? ProgressInterval { get; init; }

    public bool IncludePrevious { get; init; }
}

/// <summary>The start of a watch.</summary>
public readonly record struct WatchStart
{
    enum Origin { Snapshot, Now, Resume, After }

    readonly Origin origin;
    readonly string token;

    WatchStart(Origin origin, string token = "") => (this.origin, this.token) = (origin, token);

    public static WatchStart Snapshot => new(Origin.Snapshot);

    public static WatchStart Now => new(Origin.Now);

    public static WatchStart Resume(string token) => new(Origin.Resume, token);

    /// <param name="revisionToken">The token of a <c>Revision</c>, for example from a List.</param>
    public static WatchStart After(string revisionToken) => new(Origin.After, revisionToken);

    internal bool IsSnapshot => origin == Origin.Snapshot;

    internal bool IsNow => origin == Origin.Now;

    /// <summary>
    /// Returns the revision to continue after, and the day on which the filter was applied up to there; null if the token has none.
    /// Rejects a token that is invalid or belongs to another store.
    /// </summary>
    internal (RevisionId Revision, DateOnly? Day) Resolve(Schema schema, Snapshot newest, ulong filterHash)
    {
        if (origin is Origin.Snapshot or Origin.Now)
        {
            return (newest.Id, null);
        }

        var parts = origin == Origin.Resume
            ? RevisionToken.Decode(schema.Service, token, "resume token", filterHash)
            : RevisionToken.Decode(schema.Service, token, "revision token");
        DateOnly? day = DateOnly.TryParseExact(parts.Rest, "yyyy-MM-dd", out var applied) ? applied : null;
        return parts.Revision.StoreId == newest.StoreId ? (parts.Revision, day) : throw WatchErrors.DatasetChanged(schema.Service);
    }
}
