using System.Collections.Immutable;
using Google.Protobuf;
using KosovoNato.Kernel;

namespace KosovoNato.Storage;

/// <summary>
/// The state of a service at one revision. Immutable: readers need no locks, and everything that they read from one snapshot
/// agrees. A new one shares all but the changed paths with the one before.
/// </summary>
public sealed class Snapshot : IResourceView
{
    const int FirstRevisionField = 2;

    readonly SortedVersions[] records;
    readonly byte[]?[] revisionFields = new byte[]?[3];

    Snapshot(Schema schema, string storeId, long revision, DateTimeOffset recordedAt, SortedVersions[] records,
        ImmutableDictionary<string, UpstreamPosition> followed)
    {
        UpstreamPositions = followed;
        Schema = schema;
        StoreId = storeId;
        Revision = revision;
        RecordedAt = recordedAt;
        this.records = records;
        RevisionToken = Kernel.RevisionToken.Encode(schema.Service, storeId, revision);
    }

    public Schema Schema { get; }

    /// <summary>The identity of the store that this state comes from.</summary>
    public string StoreId { get; }

    public long Revision { get; }

    /// <summary>When the newest revision was recorded, by the store's clock.</summary>
    public DateTimeOffset RecordedAt { get; }

    public string RevisionToken { get; }

    /// <summary>How far this state has followed each neighbor that it has learned of.</summary>
    public ImmutableDictionary<string, UpstreamPosition> UpstreamPositions { get; }

    /// <summary>The field of every answer that says at which revision it was computed, encoded.</summary>
    /// <param name="field">Its number: 2 in the answer to a Get, 3 in that to a List, 4 of the other state in that to a Diff.</param>
    internal ReadOnlyMemory<byte> RevisionField(int field) => revisionFields[field - FirstRevisionField] ??= EncodeRevision(field);

    byte[] EncodeRevision(int field)
    {
        var revision = new KosovoNato.Changes.V1.Revision { Number = Revision, Token = RevisionToken };
        var bytes = new byte[WireWriter.SizeOfField(field, revision.CalculateSize())];
        WireWriter.WriteField(bytes, field, revision.ToByteArray());
        return bytes;
    }

    /// <summary>How many records it has, copies of neighbors' resources included.</summary>
    public int Count => records.Sum(ofType => ofType.Count);

    internal static Snapshot Empty(Schema schema, string storeId) =>
        new(schema, storeId, 0, DateTimeOffset.UnixEpoch,
            [.. schema.AllTypes.Select(_ => SortedVersions.Empty)], ImmutableDictionary<string, UpstreamPosition>.Empty);

    /// <param name="sorted">The records of each type, in the order of their names.</param>
    internal static Snapshot Of(
        Schema schema, string storeId, long revision, DateTimeOffset recordedAt, IReadOnlyList<IReadOnlyCollection<ResourceVersion>> sorted,
        ImmutableDictionary<string, UpstreamPosition> followed) =>
        new(schema, storeId, revision, recordedAt, [.. sorted.Select(SortedVersions.Of)], followed);

    public ResourceVersion? Find(string name) => Schema.TypeOf(name) is { } type ? Find(type, name) : null;

    public ResourceVersion? Find(ResourceType type, string name) => records[type.Index].Find(name);

    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        Schema.FindType<T>() is { } type ? Find(type, name)?.As<T>() : null;

    /// <summary>Everything of one type whose name begins so, in the order of names.</summary>
    /// <param name="prefix">The beginning of the names; empty for all of the type.</param>
    /// <param name="after">Only names after this one.</param>
    public IEnumerable<ResourceVersion> List(ResourceType type, string prefix = "", string? after = null)
    {
        var start = after is not null && string.CompareOrdinal(after, prefix) >= 0 ? after : prefix;
        foreach (var record in records[type.Index].From(start, after: after is not null))
        {
            if (!record.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            yield return record;
        }
    }

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        Schema.FindType<T>() is { } type ? List(type, prefix).Select(record => record.As<T>()) : [];

    /// <summary>The service's own resources, by type and name.</summary>
    internal IEnumerable<ResourceVersion> OwnResources => records.Take(Schema.Types.Count).SelectMany(ofType => ofType.All);

    /// <summary>Those, and the copies of neighbors' resources.</summary>
    internal IEnumerable<ResourceVersion> All => records.SelectMany(ofType => ofType.All);

    /// <summary>The copies of one neighbor's resources.</summary>
    internal IEnumerable<ResourceVersion> MirroredFrom(string service) =>
        Schema.AllTypes.Where(type => type.MirroredFrom == service).SelectMany(type => records[type.Index].All);

    /// <summary>What is not the same object in another state of the service, in the order of names.</summary>
    internal IEnumerable<(ResourceVersion? From, ResourceVersion? To)> Differences(ResourceType type, Snapshot to, string? after = null) =>
        SortedVersions.Pairs(records[type.Index], to.records[type.Index], after, sharedToo: false);

    /// <summary>All records of one type in this and in another state, under one name together, in the order of names.</summary>
    internal IEnumerable<(ResourceVersion? From, ResourceVersion? To)> Pairs(ResourceType type, Snapshot to, string? after = null) =>
        SortedVersions.Pairs(records[type.Index], to.records[type.Index], after, sharedToo: true);

    /// <summary>How many bytes of records this state has that another one does not share, about.</summary>
    internal long BytesNotSharedWith(Snapshot other) =>
        Schema.AllTypes.Sum(type => other.Differences(type, this).Sum(pair => (long)(pair.To?.Size ?? 0)));

    /// <summary>Collects changes for the next snapshot.</summary>
    internal sealed class Builder(Snapshot from)
    {
        readonly SortedVersions.Builder?[] changed = new SortedVersions.Builder?[from.records.Length];
        ImmutableDictionary<string, UpstreamPosition> followed = from.UpstreamPositions;

        public ResourceVersion? Find(ResourceType type, string name) => Of(type).Find(name);

        public void Put(ResourceVersion record) => Of(record.Type).Put(record);

        public void Remove(ResourceVersion record) => Of(record.Type).Remove(record.Name);

        /// <summary>All copies of a neighbor's resources, as they are now.</summary>
        public IReadOnlyList<ResourceVersion> LearnedFrom(string service) =>
            [.. from.Schema.AllTypes.Where(type => type.MirroredFrom == service).SelectMany(type => Of(type).All)];

        /// <summary>How far a neighbor was followed; none if nothing was learned of it.</summary>
        public UpstreamPosition? FollowedTo(string service) => followed.GetValueOrDefault(service);

        public void Follow(string service, UpstreamPosition? to) =>
            followed = to is null ? followed.Remove(service) : followed.SetItem(service, to);

        public Snapshot Build(long revision, DateTimeOffset recordedAt) =>
            new(from.Schema, from.StoreId, revision, recordedAt,
                [.. from.records.Select((ofType, index) => changed[index]?.Build() ?? ofType)], followed);

        SortedVersions.Builder Of(ResourceType type) => changed[type.Index] ??= new(from.records[type.Index]);
    }
}

/// <summary>Up to where a neighbor was followed.</summary>
/// <param name="StoreId">The identity of its store.</param>
/// <param name="Revision">Its revision up to which everything is known.</param>
public sealed record UpstreamPosition(string StoreId, long Revision);
