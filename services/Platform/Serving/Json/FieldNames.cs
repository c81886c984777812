using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace KosovoNato.Serving.Json;

/// <summary>The two names of a field: <c>display_name</c> in the contract, <c>displayName</c> in JSON.</summary>
static partial class FieldNames
{
    static readonly ConcurrentDictionary<MessageDescriptor, FrozenDictionary<string, FieldDescriptor>> Fields = new();

    /// <summary>Returns the field of a message that has the name in either form; null if there is none.</summary>
    public static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        Fields.GetOrAdd(message, static message => FieldsOf(message)).GetValueOrDefault(name);

    static FrozenDictionary<string, FieldDescriptor> FieldsOf(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder()
            .SelectMany(field => new[] { (field.Name, field), (Name: field.JsonName, field) })
            .Distinct()
            .ToFrozenDictionary(entry => entry.Name, entry => entry.field, StringComparer.Ordinal);

    /// <summary>Converts a path of fields, which may have indexes: <c>writes[3].register_source</c>.</summary>
    public static string ToJson(string path) =>
        Underscore().Replace(path, match => match.Groups[1].Value.ToUpperInvariant());

    /// <summary>Converts a path of either form; null if it is in neither, for example with an underscore too many.</summary>
    public static string? FindJson(string path) => EitherForm().IsMatch(path) ? ToJson(path) : null;

    /// <summary>Converts the names in backticks in a message.</summary>
    public static string QuotedToJson(string message) => Quoted().Replace(message, match => ToJson(match.Value));

    [GeneratedRegex("_([a-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Underscore();

    [GeneratedRegex(@"^(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?:\.|\z))+\z|^(?:[a-z][a-zA-Z0-9]*(?:\.|\z))+\z",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EitherForm();

    [GeneratedRegex(@"`[a-z][a-z0-9_.\[\]]*`", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
