using System.Collections.Frozen;
using System.Globalization;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel;

namespace KosovoNato.Storage;

/// <summary>
/// The resource types of a service, each with the pattern of its names, and the names of the service's change messages. They are read from
/// the contracts, so that they cannot differ. A service that depends on facts of other services also has mirrored types, which it never
/// sends.
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
        StoredTypes = string.Join(
            ',', types.Select(type => string.Create(CultureInfo.InvariantCulture, $"{type.MirroredFrom}{type.Number}")));
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

    /// <summary>The service's name in event IDs and tokens, for example "recognitions".</summary>
    public string Service { get; }

    /// <summary>The full name of its gRPC service, for example "kosovonato.recognitions.v1.RecognitionService".</summary>
    public string GrpcService => GrpcServiceOf(Service, Types[0]);

    /// <summary>Returns the full name of an upstream's gRPC service.</summary>
    internal string GrpcServiceOf(string upstream) => GrpcServiceOf(upstream, learned[upstream].Values.First());

    static string GrpcServiceOf(string service, ResourceType type) =>
        $"{type.Descriptor.File.Package}.{char.ToUpperInvariant(service[0])}{service[1..^1]}Service";

    /// <summary>The service's changes on the bus.</summary>
    public ChangeTopic Changes => ChangesOf(Service, Types[0]);

    /// <summary>Returns an upstream's changes on the bus.</summary>
    internal ChangeTopic ChangesOf(string upstream) => ChangesOf(upstream, learned[upstream].Values.First());

    static ChangeTopic ChangesOf(string service, ResourceType type) =>
        new(service, $"{type.Descriptor.File.Package}.{char.ToUpperInvariant(service[0])}{service[1..]}Changed");

    /// <summary>The types of the service's own resources.</summary>
    public IReadOnlyList<ResourceType> Types { get; }

    /// <summary>The types of the service's own resources, then the mirrored types.</summary>
    public IReadOnlyList<ResourceType> AllTypes { get; }

    /// <summary>The types of <see cref="AllTypes"/> in short: the same for all releases that store the same types.</summary>
    internal string StoredTypes { get; }

    /// <summary>The upstreams of this service, in the order of declaration.</summary>
    public IReadOnlyCollection<string> Upstreams => learned.Keys;

    /// <param name="resource">The message whose only oneof has every type of the service's resources.</param>
    /// <param name="upstreams">The upstreams and their mirrored types.</param>
    public static Schema For(string service, MessageDescriptor resource, params IReadOnlyList<MirroredTypes> upstreams)
    {
        var types = TypesOf(resource, learnedFrom: null).ToList();
        foreach (var upstream in upstreams)
        {
            types.AddRange(TypesOf(upstream.Resource, upstream.Service).Where(type => upstream.Types.Contains(type.Descriptor)));
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

    /// <summary>Returns the same schema, for a service that accepts several spellings of a name.</summary>
    /// <param name="canonical">Returns the spelling under which the resource is stored.</param>
    public Schema WithNames(Func<string, string> canonical)
    {
        var schema = (Schema)MemberwiseClone();
        schema.canonicalName = canonical;
        return schema;
    }

    /// <summary>Returns the same schema with a resource type that has derived fields, which its etags ignore.</summary>
    /// <param name="clear">Clears every derived field.</param>
    public Schema WithDerived<T>(Action<T> clear) where T : IMessage<T>, new()
    {
        var schema = (Schema)MemberwiseClone();
        schema.derived = derived.Append(new(TypeCache<T>.Descriptor, resource => clear((T)resource))).ToFrozenDictionary();
        return schema;
    }

    /// <summary>Returns the spelling of a name under which the resource is stored.</summary>
    public string CanonicalName(string name) => canonicalName(name);

    /// <summary>Returns a resource without its derived fields; the same object if its type has none.</summary>
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

    /// <summary>
    /// Returns the mirrored type with a field number in the upstream's <c>…Resource</c> message; null if it is not mirrored.
    /// </summary>
    internal ResourceType? LearnedType(string service, int number) => learned.GetValueOrDefault(service)?.GetValueOrDefault(number);

    /// <summary>
    /// Returns the type of a stored resource, and the encoded resource itself; null if this release does not know the type.
    /// </summary>
    /// <param name="upstream">The upstream from which the resource is mirrored; empty for the service's own resources.</param>
    /// <param name="wrapper">The encoded <c>…Resource</c> message around the resource.</param>
    public (ResourceType Type, ReadOnlyMemory<byte> Encoded)? Unwrap(string upstream, ReadOnlyMemory<byte> wrapper)
    {
        var fields = new WireReader(wrapper);
        return fields.Read() && (upstream.Length == 0 ? TypeOf(fields.Field) : LearnedType(upstream, fields.Field)) is { } type
            ? (type, fields.Content)
            : null;
    }

    internal bool Mirrors(string service) => learned.ContainsKey(service);

    /// <summary>Returns the type of the resource with a name; null if the name matches no pattern or has an invalid ID.</summary>
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
