using System.Collections.Immutable;
using Google.Protobuf;
using KosovoNato.Kernel;

namespace KosovoNato.Storage;

/// <summary>
/// A service's data at one revision. Immutable: readers need no locks, and reads from one snapshot are consistent. A new snapshot shares
/// all unchanged parts with the snapshot before.
/// </summary>
public sealed class Snapshot : IResourceView
{
    const int FirstRevisionField = 2;

    readonly SortedVersions[] records;
    readonly byte[]?[] revisionFields = new byte[]?[3];

    Snapshot(Schema schema, RevisionId id, DateTimeOffset recordedAt, SortedVersions[] records,
        ImmutableDictionary<string, UpstreamPosition> followed)
    {
        UpstreamPositions = followed;
        Schema = schema;
        Id = id;
        RecordedAt = recordedAt;
        this.records = records;
        RevisionToken = Kernel.RevisionToken.Encode(schema.Service, id);
    }

    public Schema Schema { get; }

    /// <summary>The ID of the store that this snapshot comes from.</summary>
    public string StoreId => Id.StoreId;

    public long Revision => Id.Number;

    /// <summary>The revision, and what distinguishes it from others with its number.</summary>
    internal RevisionId Id { get; }

    /// <summary>When the revision was recorded, by the store's clock.</summary>
    public DateTimeOffset RecordedAt { get; }

    public string RevisionToken { get; }

    /// <summary>The position up to which each upstream is mirrored.</summary>
    public ImmutableDictionary<string, UpstreamPosition> UpstreamPositions { get; }

    /// <summary>Returns the encoded field that holds this revision in a response.</summary>
    /// <param name="field">The field number: 2 in a Get response, 3 in a List or Diff response, 4 for the first snapshot of a Diff
    /// response.</param>
    internal ReadOnlyMemory<byte> RevisionField(int field) => revisionFields[field - FirstRevisionField] ??= EncodeRevision(field);

    byte[] EncodeRevision(int field)
    {
        var revision = new KosovoNato.Changes.V1.Revision { Number = Revision, Token = RevisionToken };
        var bytes = new byte[WireWriter.SizeOfField(field, revision.CalculateSize())];
        WireWriter.WriteField(bytes, field, revision.ToByteArray());
        return bytes;
    }

    /// <summary>The number of resources, including mirrored resources.</summary>
    public int Count => records.Sum(ofType => ofType.Count);

    internal static Snapshot Empty(Schema schema, string storeId) =>
        new(schema, new(storeId, 0, default), DateTimeOffset.UnixEpoch,
            [.. schema.AllTypes.Select(_ => SortedVersions.Empty)], ImmutableDictionary<string, UpstreamPosition>.Empty);

    /// <param name="sorted">The versions of each type, in name order.</param>
    internal static Snapshot Of(
        Schema schema, RevisionId id, DateTimeOffset recordedAt, IReadOnlyList<IReadOnlyCollection<ResourceVersion>> sorted,
        ImmutableDictionary<string, UpstreamPosition> followed) =>
        new(schema, id, recordedAt, [.. sorted.Select(SortedVersions.Of)], followed);

    public ResourceVersion? Find(string name) => Schema.TypeOf(name) is { } type ? Find(type, name) : null;

    public ResourceVersion? Find(ResourceType type, string name) => records[type.Index].Find(name);

    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        Schema.FindType<T>() is { } type ? Find(type, name)?.As<T>() : null;

    /// <summary>Returns the resources of one type whose names begin with <paramref name="prefix"/>, in name order.</summary>
    /// <param name="prefix">The beginning of the names; empty for all resources of the type.</param>
    /// <param name="after">Only names after this name are returned.</param>
    public IEnumerable<ResourceVersion> List(ResourceType type, string prefix = "", string? after = null)
    {
        var start = after is not null && string.CompareOrdinal(after, prefix) >= 0 ? after : prefix;
        var following = records[type.Index].From(start, after: after is not null);
        return prefix.Length == 0 ? following : following.TakeWhile(record => record.Name.StartsWith(prefix, StringComparison.Ordinal));
    }

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        Schema.FindType<T>() is { } type ? List(type, prefix).Select(record => record.As<T>()) : [];

    /// <summary>The service's own resources, by type and name.</summary>
    internal IEnumerable<ResourceVersion> OwnResources => records.Take(Schema.Types.Count).SelectMany(ofType => ofType.All);

    /// <summary>The service's own resources and the mirrored resources, by type and name.</summary>
    internal IEnumerable<ResourceVersion> All => records.SelectMany(ofType => ofType.All);

    /// <summary>Returns the resources mirrored from an upstream.</summary>
    internal IEnumerable<ResourceVersion> MirroredFrom(string service) =>
        Schema.AllTypes.Where(type => type.MirroredFrom == service).SelectMany(type => records[type.Index].All);

    /// <summary>Returns the versions that differ by reference between this and another snapshot, paired by name, in name order.</summary>
    internal IEnumerable<(ResourceVersion? From, ResourceVersion? To)> Differences(ResourceType type, Snapshot to, string? after = null) =>
        SortedVersions.Pairs(records[type.Index], to.records[type.Index], after, sharedToo: false);

    /// <summary>Returns all versions of one type in this and another snapshot, paired by name, in name order.</summary>
    internal IEnumerable<(ResourceVersion? From, ResourceVersion? To)> Pairs(ResourceType type, Snapshot to, string? after = null) =>
        SortedVersions.Pairs(records[type.Index], to.records[type.Index], after, sharedToo: true);

    /// <summary>Returns the approximate size of the versions in this snapshot that another snapshot does not share, in bytes.</summary>
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

        /// <summary>Returns the resources mirrored from an upstream, with the changes so far.</summary>
        public IReadOnlyList<ResourceVersion> LearnedFrom(string service) =>
            [.. from.Schema.AllTypes.Where(type => type.MirroredFrom == service).SelectMany(type => Of(type).All)];

        /// <summary>Returns the position up to which an upstream is mirrored; null if it is not mirrored.</summary>
        public UpstreamPosition? FollowedTo(string service) => followed.GetValueOrDefault(service);

        public void Follow(string service, UpstreamPosition? to) =>
            followed = to is null ? followed.Remove(service) : followed.SetItem(service, to);

        public Snapshot Build(long revision, RevisionFingerprint fingerprint, DateTimeOffset recordedAt) =>
            new(from.Schema, new(from.StoreId, revision, fingerprint), recordedAt,
                [.. from.records.Select((ofType, index) => changed[index]?.Build() ?? ofType)], followed);

        SortedVersions.Builder Of(ResourceType type) => changed[type.Index] ??= new(from.records[type.Index]);
    }
}

/// <summary>The position up to which an upstream is mirrored.</summary>
/// <param name="StoreId">The ID of its store.</param>
/// <param name="Revision">The revision of the upstream up to which everything is known.</param>
/// <param name="Fingerprint">Distinguishes the revision from others with its number.</param>
public sealed record UpstreamPosition(string StoreId, long Revision, RevisionFingerprint Fingerprint);
