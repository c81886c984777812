using System.Collections.Frozen;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel;

namespace KosovoNato.Storage;

/// <summary>
/// What a service keeps: the types of resources in its <c>…Resource</c> message, each with the pattern of its names, and
/// the messages by which changes are told. Read off the contracts, so that it cannot differ from them. A service that rests
/// on facts of others also keeps copies of those, which it never sends.
/// </summary>
public sealed class Schema
{
    readonly Dictionary<MessageDescriptor, ResourceType> byMessage;
    readonly ResourceType?[] byNumber;
    readonly Dictionary<string, Dictionary<int, ResourceType>> learned = new(StringComparer.Ordinal);
    Func<string, string> canonicalName = name => name;
    FrozenDictionary<MessageDescriptor, Action<IMessage>> derived = FrozenDictionary<MessageDescriptor, Action<IMessage>>.Empty;

    Schema(string service, ResourceType[] types)
    {
        Service = service;
        AllTypes = types;
        Types = [.. types.Where(type => type.MirroredFrom is null)];
        byMessage = types.ToDictionary(type => type.Descriptor);
        byNumber = new ResourceType?[Types.Max(type => type.Number) + 1];
        foreach (var type in Types)
        {
            byNumber[type.Number] = type;
        }

        foreach (var type in types.Where(type => type.MirroredFrom is not null))
        {
            if (!learned.TryGetValue(type.MirroredFrom!, out var ofService))
            {
                learned.Add(type.MirroredFrom!, ofService = []);
            }

            ofService.Add(type.Number, type);
        }
    }

    /// <summary>The service's name as in event ids and tokens, such as "recognitions".</summary>
    public string Service { get; }

    /// <summary>The full name of its gRPC service, such as "kosovonato.recognitions.v1.RecognitionService".</summary>
    public string GrpcService => GrpcServiceOf(Service, Types[0]);

    /// <summary>The full name of a neighbor's gRPC service.</summary>
    internal string GrpcServiceOf(string neighbor) => GrpcServiceOf(neighbor, learned[neighbor].Values.First());

    static string GrpcServiceOf(string service, ResourceType type) =>
        $"{type.Descriptor.File.Package}.{char.ToUpperInvariant(service[0])}{service[1..^1]}Service";

    /// <summary>Its changes on the bus.</summary>
    public ChangeTopic Changes => ChangesOf(Service, Types[0]);

    /// <summary>A neighbor's changes on the bus.</summary>
    internal ChangeTopic ChangesOf(string neighbor) => ChangesOf(neighbor, learned[neighbor].Values.First());

    static ChangeTopic ChangesOf(string service, ResourceType type) =>
        new(service, $"{type.Descriptor.File.Package}.{char.ToUpperInvariant(service[0])}{service[1..]}Changed");

    /// <summary>The types of the service's own resources.</summary>
    public IReadOnlyList<ResourceType> Types { get; }

    /// <summary>These, and the types that it keeps copies of.</summary>
    public IReadOnlyList<ResourceType> AllTypes { get; }

    /// <summary>The services that this one learns from, in the order in which they were named.</summary>
    public IReadOnlyCollection<string> Upstreams => learned.Keys;

    /// <param name="resource">The message whose one oneof lists every type of resource of the service.</param>
    /// <param name="neighbors">The services that it learns from, and which of their types.</param>
    public static Schema For(string service, MessageDescriptor resource, params IReadOnlyList<MirroredTypes> neighbors)
    {
        var types = TypesOf(resource, learnedFrom: null).ToList();
        foreach (var neighbor in neighbors)
        {
            types.AddRange(TypesOf(neighbor.Resource, neighbor.Service).Where(type => neighbor.Types.Contains(type.Descriptor)));
        }

        return new(service, [.. types.Select((type, index) => type with { Index = index })]);
    }

    static IEnumerable<ResourceType> TypesOf(MessageDescriptor resource, string? learnedFrom) =>
        resource.Oneofs[0].Fields.Select(field =>
        {
            var pattern = field.MessageType.GetOptions().GetExtension(ResourceExtensions.Resource).Pattern[0];
            var collections = pattern.Split('/').Where((_, place) => place % 2 == 0);
            return new ResourceType(0, field.FieldNumber, field.MessageType, [.. collections]) { MirroredFrom = learnedFrom };
        });

    /// <summary>The same schema, for a service that accepts several spellings of a name.</summary>
    /// <param name="canonical">Returns the spelling under which the resource is kept.</param>
    public Schema WithNames(Func<string, string> canonical)
    {
        var schema = (Schema)MemberwiseClone();
        schema.canonicalName = canonical;
        return schema;
    }

    /// <summary>The same schema, with resources of which the service derives a part: an etag does not stand for that part.</summary>
    /// <param name="clear">Empties every derived field.</param>
    public Schema WithDerived<T>(Action<T> clear) where T : IMessage<T>, new()
    {
        var schema = (Schema)MemberwiseClone();
        schema.derived = derived.Append(new(TypeCache<T>.Descriptor, resource => clear((T)resource))).ToFrozenDictionary();
        return schema;
    }

    /// <summary>The spelling of a name under which the resource is kept.</summary>
    public string CanonicalName(string name) => canonicalName(name);

    /// <summary>A resource without its derived fields; the same object if its type has none.</summary>
    internal T WithoutDerived<T>(T resource) where T : IMessage<T>
    {
        if (derived.TryGetValue(resource.Descriptor, out var clear))
        {
            resource = resource.Clone();
            clear(resource);
        }

        return resource;
    }

    public ResourceType TypeOf(MessageDescriptor descriptor) => byMessage[descriptor];

    public ResourceType TypeOf<T>() where T : IMessage<T>, new() => byMessage[TypeCache<T>.Descriptor];

    internal ResourceType? FindType<T>() where T : IMessage<T>, new() => byMessage.GetValueOrDefault(TypeCache<T>.Descriptor);

    internal ResourceType? TypeOf(int number) => number < byNumber.Length ? byNumber[number] : null;

    /// <summary>The type of a neighbor's resource by its number there; none if it is not kept.</summary>
    internal ResourceType? LearnedType(string service, int number) => learned.GetValueOrDefault(service)?.GetValueOrDefault(number);

    /// <summary>The type of a stored resource and the encoded resource itself; null if this release does not know the type.</summary>
    /// <param name="upstream">The service that it is mirrored from; empty for the service's own.</param>
    /// <param name="wrapper">The encoded <c>…Resource</c> message around it.</param>
    public (ResourceType Type, ReadOnlyMemory<byte> Encoded)? Unwrap(string upstream, ReadOnlyMemory<byte> wrapper)
    {
        var fields = new WireReader(wrapper);
        return fields.Read() && (upstream.Length == 0 ? TypeOf(fields.Field) : LearnedType(upstream, fields.Field)) is { } type
            ? (type, fields.Content)
            : null;
    }

    internal bool Mirrors(string service) => learned.ContainsKey(service);

    /// <summary>The type that a name belongs to; none if the name has no known pattern or an id is malformed.</summary>
    public ResourceType? TypeOf(string name)
    {
        foreach (var type in Types)
        {
            if (type.Matches(name))
            {
                return type;
            }
        }

        return null;
    }

    static class TypeCache<T> where T : IMessage<T>, new()
    {
        public static readonly MessageDescriptor Descriptor = new T().Descriptor;
    }
}
