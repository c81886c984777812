using Google.Protobuf.Reflection;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Texts;

namespace KosovoNato.Serving.Json;

/// <summary>
/// The fields of one message that a request has set so far. Finds names that the message does not have, fields that are set twice, also
/// under both of their names, and two members of a oneof.
/// </summary>
/// <param name="violations">Collects the violations, under the field that holds the message.</param>
/// <param name="style">Learns the form of the names in the request.</param>
sealed class SetFields(MessageDescriptor message, FieldViolations violations, NameStyle style)
{
    const int MaxListed = 20;
    const int MaxViolations = 100;

    // Created when needed: a body can have hundreds of thousands of empty messages.
    Dictionary<FieldDescriptor, string>? names;
    Dictionary<OneofDescriptor, (FieldDescriptor Field, string Name)>? members;
    Dictionary<FieldDescriptor, SetFields>? nested;

    /// <summary>Collects the violations of the fields of this message.</summary>
    public FieldViolations Violations => violations;

    /// <summary>Returns the field with a name, as ProtoJSON or the contract writes it. Adds a violation if there is none.</summary>
    public FieldDescriptor? Find(string name)
    {
        if (FieldNames.Find(message, name) is { } field)
        {
            style.Note(field, name);
            return field;
        }

        violations.Add(ShownText.Shorten(name), $"is not a field of {message.Name}. {Suggest(name)}");
        return null;
    }

    /// <summary>Adds a field that has a value. Returns false, with a violation, if the value cannot count.</summary>
    /// <param name="name">The name of the field as the caller wrote it.</param>
    /// <param name="isNull">Whether the value is null, which leaves a oneof free for another member.</param>
    public bool Add(FieldDescriptor field, string name, bool isNull = false)
    {
        if (!(names ??= []).TryAdd(field, name))
        {
            violations.Add(name, names[field] == name ? "must not be given twice" : $"must not be given twice: it is `{names[field]}`");
            return false;
        }

        return isNull || Choose(field, name);
    }

    /// <summary>Returns the fields of a nested message, which an address sets one by one. Null if a oneof excludes the message.</summary>
    public SetFields? Inside(FieldDescriptor field, string name)
    {
        if (!(nested ??= []).TryGetValue(field, out var inside) && Choose(field, name))
        {
            nested.Add(field, inside = Of(field, name));
        }

        return inside;
    }

    /// <summary>Creates the fields of a nested message, with violations under its path.</summary>
    public SetFields Of(FieldDescriptor field, string path) => new(field.MessageType, violations.At(path), style);

    /// <summary>Ends the reading of a request that has so many violations that more would help no one.</summary>
    public void ThrowIfTooMany()
    {
        if (violations.Count >= MaxViolations)
        {
            violations.ThrowIfAny();
        }
    }

    /// <summary>Chooses a member of a oneof. Returns false, with a violation, if another one is set.</summary>
    bool Choose(FieldDescriptor field, string name)
    {
        if (field.RealContainingOneof is not { } oneof
            || (members ??= []).TryAdd(oneof, (field, name)) || members[oneof].Field == field)
        {
            return true;
        }

        violations.Add(name, $"must not be set together with `{members[oneof].Name}`: only one of them can apply");
        return false;
    }

    string Suggest(string name)
    {
        var isOfContract = name.Contains('_', StringComparison.Ordinal);
        string[] known =
            [.. message.Fields.InDeclarationOrder().Select(field => isOfContract ? field.Name : style.NameOf(field))];
        return ClosestMatch.Find(name, known) is { } meant ? $"Did you mean `{meant}`?"
            : known.Length == 0 ? "It has no fields"
            : $"Its fields are `{string.Join("`, `", known.Take(MaxListed))}`{(known.Length > MaxListed ? " and others" : "")}";
    }
}
