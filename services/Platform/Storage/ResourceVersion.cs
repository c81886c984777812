using Google.Protobuf;

namespace KosovoNato.Storage;

/// <summary>
/// One version of one resource, kept encoded: reads send the bytes unchanged. <see cref="As{T}"/> decodes it, for rules and filters.
/// </summary>
public sealed class ResourceVersion
{
    // A decoded message takes several times the memory of its bytes, so only this many are kept; further messages are decoded at each use.
    // The limit is ample for the facts of this domain, and bounds the memory of far larger data sets.
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

    /// <param name="wrapped">The encoded <c>…Resource</c> message, referenced and not copied.</param>
    internal static ResourceVersion Of(Schema schema, string name, long revision, ReadOnlyMemory<byte> wrapped)
    {
        var fields = new WireReader(wrapped);
        fields.Read();
        var type = schema.TypeOf(fields.Field) ?? throw new InvalidDataException(
            $"{name}@{revision} has a type ({fields.Field}) that this release does not know: a newer release wrote it.");
        return new ResourceVersion(name, type, revision, wrapped, wrapped.Length - fields.Content.Length);
    }

    /// <summary>Creates a version of a mirrored resource; null if its type is not mirrored.</summary>
    /// <param name="revision">The upstream's revision that created this version.</param>
    /// <param name="wrapped">The upstream's encoded <c>…Resource</c> message.</param>
    internal static ResourceVersion? OfLearned(Schema schema, string service, string name, long revision, ReadOnlyMemory<byte> wrapped)
    {
        var fields = new WireReader(wrapped);
        return fields.Read() && schema.LearnedType(service, fields.Field) is { } type
            ? new ResourceVersion(name, type, revision, wrapped, wrapped.Length - fields.Content.Length)
            : null;
    }

    public string Name { get; private set; }

    public ResourceType Type { get; }

    /// <summary>The revision that created this version; for a mirrored resource, a revision of its upstream.</summary>
    public long Revision { get; }

    /// <summary>The encoded <c>…Resource</c> message around the resource.</summary>
    public ReadOnlyMemory<byte> EncodedWrapper { get; }

    int HeaderLength { get; }

    /// <summary>The approximate size in memory, in bytes.</summary>
    internal int Size => EncodedWrapper.Length + 200;

    /// <summary>Whether another object is the same version with the same content.</summary>
    internal bool IsSameAs(ResourceVersion other) =>
        ReferenceEquals(this, other) || (Revision == other.Revision && EncodedWrapper.Span.SequenceEqual(other.EncodedWrapper.Span));

    /// <summary>The encoded resource.</summary>
    public ReadOnlyMemory<byte> Encoded => EncodedWrapper[HeaderLength..];

    /// <summary>Returns the decoded resource. All readers share it: clone it instead of changing it.</summary>
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

    /// <summary>
    /// Keeps a decoded message if the limit allows. Returns the message to use, which is the same object as long as it is kept.
    /// </summary>
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

    /// <summary>
    /// The decoded resource, for callers that do not know its type; the same object that <see cref="As{T}"/> returns while it is kept.
    /// </summary>
    internal IMessage Message => decoded ?? Keep(Type.Descriptor.Parser.ParseFrom(Encoded.Span));

    /// <summary>Returns the same version with another content, for example as of an earlier day.</summary>
    internal ResourceVersion WithResource(IMessage resource)
    {
        var length = resource.CalculateSize();
        var wrapped = new byte[WireWriter.SizeOfField(Type.Number, length)];
        var header = WireWriter.WriteHeader(wrapped, Type.Number, length);
        resource.WriteTo(wrapped.AsSpan(header));
        return new ResourceVersion(Name, Type, Revision, wrapped, header) { decoded = resource, superseded = true };
    }

    /// <summary>Returns the same version with a copy of its bytes, so that it keeps no larger buffer in memory.</summary>
    internal ResourceVersion WithCopiedBytes() =>
        new(Name, Type, Revision, EncodedWrapper.ToArray(), HeaderLength) { superseded = superseded };

    /// <summary>Reuses the name of the previous version, so that the versions of a resource share one string.</summary>
    internal void ReuseName(ResourceVersion before) => Name = before.Name;

    /// <summary>Releases the decoded message after a newer version has replaced this version.</summary>
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
