using Google.Protobuf;

namespace KosovoNato.Platform.Store;

/// <summary>
/// One version of one resource, kept encoded: reads send the bytes as they are. <see cref="As{T}"/> decodes, for rules and
/// filters that have to look inside.
/// </summary>
public sealed class Record
{
    // A decoded message takes several times the room of its bytes, so only so many are kept; beyond that, decoding is
    // repeated. Ample for the facts of this field; a bound for whoever loads a hundred thousand.
    const int MostKeptDecoded = 3_000;
    static int keptDecoded;

    IMessage? decoded;
    volatile bool superseded;

    Record(string name, ResourceType type, long revision, ReadOnlyMemory<byte> wrapped, int headerLength)
    {
        Name = name;
        Type = type;
        Revision = revision;
        Wrapped = wrapped;
        HeaderLength = headerLength;
    }

    /// <param name="wrapped">The encoded <c>…Resource</c> message; kept, not copied.</param>
    internal static Record Of(Schema schema, string name, long revision, ReadOnlyMemory<byte> wrapped)
    {
        var fields = new WireReader(wrapped);
        fields.Read();
        var type = schema.TypeOf(fields.Field) ?? throw new InvalidDataException(
            $"{name}@{revision} is of a type ({fields.Field}) that this release does not know: it was written by a newer one.");
        return new Record(name, type, revision, wrapped, wrapped.Length - fields.Content.Length);
    }

    /// <summary>A copy of a neighbor's resource; none if its type is not kept.</summary>
    /// <param name="revision">The neighbor's revision that made this version.</param>
    /// <param name="wrapped">The neighbor's encoded <c>…Resource</c> message.</param>
    internal static Record? OfLearned(Schema schema, string service, string name, long revision, ReadOnlyMemory<byte> wrapped)
    {
        var fields = new WireReader(wrapped);
        return fields.Read() && schema.LearnedType(service, fields.Field) is { } type
            ? new Record(name, type, revision, wrapped, wrapped.Length - fields.Content.Length)
            : null;
    }

    public string Name { get; private set; }

    public ResourceType Type { get; }

    /// <summary>The revision that made this version; for a copy of a neighbor's resource, the neighbor's revision.</summary>
    public long Revision { get; }

    /// <summary>The encoded <c>…Resource</c> message around the resource.</summary>
    public ReadOnlyMemory<byte> Wrapped { get; }

    int HeaderLength { get; }

    /// <summary>The encoded resource.</summary>
    public ReadOnlyMemory<byte> Encoded => Wrapped[HeaderLength..];

    /// <summary>The decoded resource, shared by all readers: never change it, clone it.</summary>
    public T As<T>() where T : class, IMessage<T>, new()
    {
        if (decoded is T kept)
        {
            return kept;
        }

        var message = new T();
        message.MergeFrom(Encoded.Span);
        if (!superseded && Volatile.Read(ref keptDecoded) < MostKeptDecoded && Interlocked.CompareExchange(ref decoded, message, null) is null)
        {
            Interlocked.Increment(ref keptDecoded);
        }

        return message;
    }

    /// <summary>Takes the name from the version before: a hundred thousand changes have fewer names.</summary>
    internal void ShareName(Record before) => Name = before.Name;

    /// <summary>Gives back the place of the decoded message, once a newer version has replaced this one.</summary>
    internal void Superseded()
    {
        superseded = true;
        if (Interlocked.Exchange(ref decoded, null) is not null)
        {
            Interlocked.Decrement(ref keptDecoded);
        }
    }

    public override string ToString() => $"{Name}@{Revision}";
}
