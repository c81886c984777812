using Google.Protobuf;

namespace KosovoNato.Platform.Store;

/// <summary>
/// The state of a service at one revision. Immutable: readers need no locks, and everything that they read from one snapshot
/// agrees. A new one shares all but the changed paths with the one before.
/// </summary>
public sealed class Snapshot
{
    const int FirstRevisionField = 2;

    readonly SortedRecords[] records;
    readonly byte[]?[] revisionFields = new byte[]?[2];

    Snapshot(Schema schema, string storeId, long revision, DateTimeOffset recordedAt, SortedRecords[] records)
    {
        Schema = schema;
        StoreId = storeId;
        Revision = revision;
        RecordedAt = recordedAt;
        this.records = records;
        RevisionToken = Changes.RevisionToken.Encode(schema.Service, storeId, revision);
    }

    public Schema Schema { get; }

    /// <summary>The identity of the store that this state comes from.</summary>
    public string StoreId { get; }

    public long Revision { get; }

    /// <summary>When the newest revision was recorded, by the store's clock.</summary>
    public DateTimeOffset RecordedAt { get; }

    public string RevisionToken { get; }

    /// <summary>The field of every answer that says at which revision it was computed, encoded.</summary>
    /// <param name="field">Its number: 2 in the answer to a Get, 3 in that to a List.</param>
    internal ReadOnlyMemory<byte> RevisionField(int field) => revisionFields[field - FirstRevisionField] ??= EncodeRevision(field);

    byte[] EncodeRevision(int field)
    {
        var revision = new KosovoNato.Changes.V1.Revision { Number = Revision, Token = RevisionToken };
        var bytes = new byte[WireWriter.SizeOfField(field, revision.CalculateSize())];
        WireWriter.WriteField(bytes, field, revision.ToByteArray());
        return bytes;
    }

    public int Count => records.Sum(ofType => ofType.Count);

    internal static Snapshot Empty(Schema schema, string storeId) =>
        new(schema, storeId, 0, DateTimeOffset.UnixEpoch,
            [.. schema.Types.Select(_ => SortedRecords.Empty)]);

    public Record? Find(string name) => Schema.TypeOf(name) is { } type ? Find(type, name) : null;

    public Record? Find(ResourceType type, string name) => records[type.Index].Find(name);

    public T? Find<T>(string name) where T : class, IMessage<T>, new() => Find(Schema.TypeOf<T>(), name)?.As<T>();

    /// <summary>Everything of one type whose name begins so, in the order of names.</summary>
    /// <param name="prefix">The beginning of the names; empty for all of the type.</param>
    /// <param name="after">Only names after this one.</param>
    public IEnumerable<Record> Under(ResourceType type, string prefix = "", string? after = null)
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

    public IEnumerable<T> Under<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        Under(Schema.TypeOf<T>(), prefix).Select(record => record.As<T>());

    internal IEnumerable<Record> All => records.SelectMany(ofType => ofType.All);

    /// <summary>Collects changes for the next snapshot.</summary>
    internal sealed class Builder(Snapshot from)
    {
        readonly SortedRecords.Builder?[] changed = new SortedRecords.Builder?[from.records.Length];

        public Record? Find(ResourceType type, string name) => Of(type).Find(name);

        public void Put(Record record) => Of(record.Type).Put(record);

        public void Remove(Record record) => Of(record.Type).Remove(record.Name);

        public Snapshot Build(long revision, DateTimeOffset recordedAt) =>
            new(from.Schema, from.StoreId, revision, recordedAt,
                [.. from.records.Select((ofType, index) => changed[index]?.Build() ?? ofType)]);

        SortedRecords.Builder Of(ResourceType type) => changed[type.Index] ??= new(from.records[type.Index]);
    }
}
