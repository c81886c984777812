using Google.Protobuf;

namespace KosovoNato.Storage;

/// <summary>
/// One version of one resource, kept encoded: reads send the bytes as they are. <see cref="As{T}"/> decodes, for rules and
/// filters that have to look inside.
/// </summary>
public sealed class ResourceVersion
{
    // A decoded message takes several times the room of its bytes, so only so many are kept; beyond that, decoding is
    // repeated. Ample for the facts of this field; a bound for whoever loads a hundred thousand.
    const int MaxKeptDecoded = 3_000;
    static int keptDecoded;

    IMessage? decoded;
    volatile bool superseded;

    ResourceVersion(string name, ResourceType type, long revision, ReadOnlyMemory<byte> wrapped, int headerLength)
    {
        Name = name;
        Type = type;
        Revision = revision;
        EncodedWrapper = wrapped;
        HeaderLength = headerLength;
    }

    /// <param name="wrapped">The encoded <c>…Resource</c> message; kept, not copied.</param>
    internal static ResourceVersion Of(Schema schema, string name, long revision, ReadOnlyMemory<byte> wrapped)
    {
        var fields = new WireReader(wrapped);
        fields.Read();
        var type = schema.TypeOf(fields.Field) ?? throw new InvalidDataException(
            $"{name}@{revision} is of a type ({fields.Field}) that this release does not know: it was written by a newer one.");
        return new ResourceVersion(name, type, revision, wrapped, wrapped.Length - fields.Content.Length);
    }

    /// <summary>A copy of a neighbor's resource; none if its type is not kept.</summary>
    /// <param name="revision">The neighbor's revision that made this version.</param>
    /// <param name="wrapped">The neighbor's encoded <c>…Resource</c> message.</param>
    internal static ResourceVersion? OfLearned(Schema schema, string service, string name, long revision, ReadOnlyMemory<byte> wrapped)
    {
        var fields = new WireReader(wrapped);
        return fields.Read() && schema.LearnedType(service, fields.Field) is { } type
            ? new ResourceVersion(name, type, revision, wrapped, wrapped.Length - fields.Content.Length)
            : null;
    }

    public string Name { get; private set; }

    public ResourceType Type { get; }

    /// <summary>The revision that made this version; for a copy of a neighbor's resource, the neighbor's revision.</summary>
    public long Revision { get; }

    /// <summary>The encoded <c>…Resource</c> message around the resource.</summary>
    public ReadOnlyMemory<byte> EncodedWrapper { get; }

    int HeaderLength { get; }

    /// <summary>How many bytes of memory it takes, about.</summary>
    internal int Size => EncodedWrapper.Length + 200;

    /// <summary>Says whether another record is the same version with the same content.</summary>
    internal bool IsSameAs(ResourceVersion other) =>
        ReferenceEquals(this, other) || (Revision == other.Revision && EncodedWrapper.Span.SequenceEqual(other.EncodedWrapper.Span));

    /// <summary>The encoded resource.</summary>
    public ReadOnlyMemory<byte> Encoded => EncodedWrapper[HeaderLength..];

    /// <summary>The decoded resource, shared by all readers: never change it, clone it.</summary>
    public T As<T>() where T : class, IMessage<T>, new()
    {
        if (decoded is T kept)
        {
            return kept;
        }

        var message = new T();
        message.MergeFrom(Encoded.Span);
        return (T)Keep(message);
    }

    /// <summary>Keeps a decoded message if there is room; answers the one to use, which is always the same as long as it is kept.</summary>
    IMessage Keep(IMessage message)
    {
        if (superseded || Volatile.Read(ref keptDecoded) >= MaxKeptDecoded)
        {
            return message;
        }

        var kept = Interlocked.CompareExchange(ref decoded, message, null);
        if (kept is null)
        {
            Interlocked.Increment(ref keptDecoded);
        }

        return kept ?? message;
    }

    /// <summary>The decoded resource where its type is not known; the same object as <see cref="As{T}"/> gives.</summary>
    internal IMessage Message => decoded ?? Keep(Type.Descriptor.Parser.ParseFrom(Encoded.Span));

    /// <summary>The same version in another form, such as on an earlier day.</summary>
    internal ResourceVersion WithResource(IMessage resource)
    {
        var length = resource.CalculateSize();
        var wrapped = new byte[WireWriter.SizeOfField(Type.Number, length)];
        var header = WireWriter.WriteHeader(wrapped, Type.Number, length);
        resource.WriteTo(wrapped.AsSpan(header));
        return new ResourceVersion(Name, Type, Revision, wrapped, header) { decoded = resource, superseded = true };
    }

    /// <summary>The same record with a copy of its bytes, which keeps nothing else in memory.</summary>
    internal ResourceVersion WithCopiedBytes() =>
        new(Name, Type, Revision, EncodedWrapper.ToArray(), HeaderLength) { superseded = superseded };

    /// <summary>Takes the name from the version before: a hundred thousand changes have fewer names.</summary>
    internal void ReuseName(ResourceVersion before) => Name = before.Name;

    /// <summary>Gives back the place of the decoded message, once a newer version has replaced this one.</summary>
    internal void MarkSuperseded()
    {
        superseded = true;
        if (Interlocked.Exchange(ref decoded, null) is not null)
        {
            Interlocked.Decrement(ref keptDecoded);
        }
    }

    public override string ToString() => $"{Name}@{Revision}";
}
