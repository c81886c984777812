using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>Finds the states and resources that a resource mentions, in any field, so that a filter needs no list of fields.</summary>
static class Mentions
{
    // They tell who knows a fact, and what was wrong before, not what the resource is about.
    static readonly string[] Skipped = ["evidence", "corrections", "note"];
    static readonly string[] Collections = ["organizations/", "tracks/", "recommendations/", "questions/"];

    public static HashSet<string> Of(string name, IMessage resource, RecordedNames names)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        AddName(name, names, found);
        Add(resource, names, found);
        foreach (var organization in found.Select(names.OrganizationOf).OfType<string>().ToArray())
        {
            found.Add(organization);
        }

        return found;
    }

    static void Add(IMessage message, RecordedNames names, HashSet<string> found)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => !Skipped.Contains(field.Name)))
        {
            if (field.FieldType is FieldType.String or FieldType.Message && !field.IsMap)
            {
                var value = field.Accessor.GetValue(message);
                foreach (var one in field.IsRepeated ? (IEnumerable)value : new[] { value })
                {
                    AddValue(one, names, found);
                }
            }
        }
    }

    static void AddValue(object? value, RecordedNames names, HashSet<string> found)
    {
        if (value is IMessage inner)
        {
            Add(inner, names, found);
        }
        else if (value is string text)
        {
            AddText(text, names, found);
        }
    }

    static void AddText(string text, RecordedNames names, HashSet<string> found)
    {
        if (IsState(text, names))
        {
            found.Add(text);
        }
        else if (Collections.Any(collection => text.StartsWith(collection, StringComparison.Ordinal)))
        {
            AddName(text, names, found);
        }
    }

    /// <summary>Adds a resource and the resources and states in its name: <c>organizations/nato/memberships/ES</c>.</summary>
    static void AddName(string name, RecordedNames names, HashSet<string> found)
    {
        found.Add(name);
        var parts = name.Split('/');
        found.Add(string.Join('/', parts.Take(2)));
        found.UnionWith(parts.SelectMany(part => part.Split('-')).Where(part => IsState(part, names)));
    }

    static bool IsState(string text, RecordedNames names) =>
        text.Length == 2 && text.All(char.IsAsciiLetterUpper) && names.Contains($"states/{text}");
}
