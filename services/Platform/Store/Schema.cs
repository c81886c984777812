using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Platform.Store;

/// <summary>
/// What a service keeps: the types of resources in its <c>…Resource</c> message, each with the pattern of its names, and
/// the messages by which changes are told. Read off the contracts, so that it cannot differ from them.
/// </summary>
public sealed class Schema
{
    readonly Dictionary<MessageDescriptor, ResourceType> byMessage;
    readonly ResourceType?[] byNumber;

    Schema(string service, ResourceType[] types)
    {
        Service = service;
        Types = types;
        byMessage = types.ToDictionary(t => t.Descriptor);
        byNumber = new ResourceType?[types.Max(t => t.Number) + 1];
        foreach (var type in types)
        {
            byNumber[type.Number] = type;
        }
    }

    /// <summary>The service's name as in event ids and tokens, such as "recognitions".</summary>
    public string Service { get; }

    public IReadOnlyList<ResourceType> Types { get; }

    /// <param name="resource">The message whose one oneof lists every type of resource of the service.</param>
    public static Schema For(string service, MessageDescriptor resource) =>
        new(service, [.. resource.Oneofs[0].Fields.Select((field, index) =>
        {
            var descriptor = field.MessageType;
            var pattern = descriptor.GetOptions().GetExtension(ResourceExtensions.Resource).Pattern[0];
            return new ResourceType(index, field.FieldNumber, descriptor, [.. pattern.Split('/').Where((_, place) => place % 2 == 0)]);
        })]);

    public ResourceType TypeOf(MessageDescriptor descriptor) => byMessage[descriptor];

    public ResourceType TypeOf<T>() where T : IMessage<T>, new() => byMessage[TypeCache<T>.Descriptor];

    internal ResourceType? TypeOf(int number) => number < byNumber.Length ? byNumber[number] : null;

    /// <summary>The type that a name belongs to; none if the name has no known pattern or an id is malformed.</summary>
    public ResourceType? TypeOf(string name)
    {
        foreach (var type in Types)
        {
            if (type.Names(name))
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

/// <summary>One type of resource.</summary>
/// <param name="Index">Its place in the schema.</param>
/// <param name="Number">Its field number in the <c>…Resource</c> message.</param>
/// <param name="Collections">The collections in its names: "organizations" and "memberships" for organizations/nato/memberships/AL.</param>
public sealed record ResourceType(int Index, int Number, MessageDescriptor Descriptor, IReadOnlyList<string> Collections)
{
    /// <summary>Says whether a name is one of this type.</summary>
    public bool Names(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Collections.Count; i++)
        {
            var collection = Collections[i];
            if (!name.StartsWith(collection, StringComparison.Ordinal) || name.Length == collection.Length || name[collection.Length] != '/')
            {
                return false;
            }

            name = name[(collection.Length + 1)..];
            var end = name.IndexOf('/');
            var id = end < 0 ? name : name[..end];
            if (!ResourceId.IsValid(id) || end >= 0 == (i == Collections.Count - 1))
            {
                return false;
            }

            name = end < 0 ? [] : name[(end + 1)..];
        }

        return true;
    }

    public override string ToString() => Descriptor.Name;
}

/// <summary>The rule for ids in names: 1 to 63 letters, digits, dots and hyphens; a letter or digit first and last.</summary>
public static class ResourceId
{
    public const string Rule = "1 to 63 letters, digits, dots or hyphens, with a letter or digit first and last";

    public static bool IsValid(ReadOnlySpan<char> id)
    {
        if (id.Length is 0 or > 63 || !char.IsAsciiLetterOrDigit(id[0]) || !char.IsAsciiLetterOrDigit(id[^1]))
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
