using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Serving.Requests;

/// <summary>
/// Lets requests refer to a resource by its ID as well as by its name: <c>nato</c> becomes <c>organizations/nato</c>. Applies to every
/// field whose <c>google.api.resource_reference</c> has a single type, except <c>name</c>, which is always a full resource name.
/// </summary>
public static class ReferenceNormalizer
{
    static readonly FrozenDictionary<string, string> Collections = new[]
    {
        Recognitions.V1.ResourcesReflection.Descriptor, Milestones.V1.ResourcesReflection.Descriptor,
        Recommendations.V1.ResourcesReflection.Descriptor,
    }.SelectMany(file => file.MessageTypes)
        .Select(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource))
        .OfType<ResourceDescriptor>().ToFrozenDictionary(resource => resource.Type, resource => $"{resource.Plural}/");

    static readonly ConcurrentDictionary<MessageDescriptor, References> Known = new();

    /// <summary>Replaces the IDs in a request, and in the messages inside it, by resource names.</summary>
    public static void Normalize(IMessage message)
    {
        var references = Known.GetOrAdd(message.Descriptor, References.Of);
        foreach (var (field, collection) in references.Own)
        {
            if (field.Accessor.GetValue(message) is IList names)
            {
                for (var i = 0; i < names.Count; i++)
                {
                    names[i] = NameIn(collection, (string)names[i]!);
                }
            }
            else if (field.Accessor.GetValue(message) is string { Length: > 0 } name)
            {
                field.Accessor.SetValue(message, NameIn(collection, name));
            }
        }

        foreach (var field in references.Inside)
        {
            switch (field.Accessor.GetValue(message))
            {
                case IMessage inner:
                    Normalize(inner);
                    break;
                case IList inner:
                    foreach (IMessage one in inner)
                    {
                        Normalize(one);
                    }

                    break;
            }
        }
    }

    // An empty value in a list stays as it is, so that its check reports it.
    static string NameIn(string collection, string name) => name.Length == 0 || name.Contains('/') ? name : collection + name;

    /// <summary>The fields of a message that refer to resources, and the fields with messages that have such fields.</summary>
    sealed record References((FieldDescriptor Field, string Collection)[] Own, FieldDescriptor[] Inside)
    {
        public static References Of(MessageDescriptor message) => new(
            [.. OwnOf(message)], [.. InnerFields(message).Where(field => Leads(field.MessageType, []))]);

        static IEnumerable<(FieldDescriptor, string)> OwnOf(MessageDescriptor message) =>
            from field in message.Fields.InDeclarationOrder()
            where field.FieldType == FieldType.String && field.Name != "name"
            let type = field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference)?.Type
            where type is not null && Collections.ContainsKey(type)
            select (field, Collections[type]);

        static IEnumerable<FieldDescriptor> InnerFields(MessageDescriptor message) =>
            message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message && !field.IsMap);

        static bool Leads(MessageDescriptor message, HashSet<MessageDescriptor> seen) =>
            seen.Add(message)
            && (OwnOf(message).Any() || InnerFields(message).Any(field => Leads(field.MessageType, seen)));
    }
}
