using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace KosovoNato.Serving.Json;

/// <summary>
/// The values of ProtoJSON that are not objects or lists, for bodies and addresses. Each accepted text has a canonical form that every
/// reader of ProtoJSON understands: "1e3" is "1000", "MEMBER" is "MEMBERSHIP_ROLE_MEMBER".
/// </summary>
static class ScalarValue
{
    /// <summary>Whether the values of a field are scalars in JSON, which some messages are.</summary>
    public static bool IsScalar(FieldDescriptor field) => field.FieldType != FieldType.Message || IsText(field.MessageType);

    static bool IsText(MessageDescriptor message) =>
        message == Timestamp.Descriptor || message == Duration.Descriptor || message == FieldMask.Descriptor;

    /// <summary>Whether the values of a field are numbers in JSON. They may be quoted.</summary>
    public static bool IsNumber(FieldDescriptor field) => field.FieldType is not (
        FieldType.String or FieldType.Bytes or FieldType.Bool or FieldType.Enum or FieldType.Message);

    /// <summary>Returns the canonical form of a value; null if it is not a value of the field.</summary>
    public static string? Canonical(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.String => text,
        FieldType.Bool => text is "true" or "false" ? text : null,
        FieldType.Enum => EnumValue.Find(field.EnumType, text)?.Name,
        FieldType.Bytes => Base64(text),
        FieldType.Float or FieldType.Double => Number(field.FieldType, text),
        FieldType.Message when field.MessageType == FieldMask.Descriptor => Mask(text),
        FieldType.Message when field.MessageType == Timestamp.Descriptor => WellKnown<Timestamp>(text),
        FieldType.Message => WellKnown<Duration>(text),
        _ => WholeNumber.Canonical(field.FieldType, text),
    };

    /// <summary>Describes the values of a field, as the end of a sentence about the field.</summary>
    public static string Describe(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "must be text",
        FieldType.Bool => "must be true or false",
        FieldType.Enum => $"must be one of {string.Join(", ", EnumValue.Names(field.EnumType))}",
        FieldType.Bytes => "must be base64",
        FieldType.Float or FieldType.Double => "must be a number",
        FieldType.Message when field.MessageType == FieldMask.Descriptor =>
            "must be text with the names of fields, separated by commas, for example \"title,url\"",
        FieldType.Message when field.MessageType == Timestamp.Descriptor =>
            "must be a time with its offset from UTC, for example 2026-11-29T23:00:00Z",
        FieldType.Message => "must be a duration in seconds, for example 1.5s",
        _ => $"must be {WholeNumber.Describe(field.FieldType)}",
    };

    static string? Number(FieldType type, string text)
    {
        if (text is "NaN" or "Infinity" or "-Infinity")
        {
            return text;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return !double.TryParse(text, style, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) ? null
            : type == FieldType.Double ? number.ToString("R", CultureInfo.InvariantCulture)
            : float.IsFinite((float)number) ? ((float)number).ToString("R", CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Converts base64 of either alphabet, with or without padding, to the standard form.</summary>
    static string? Base64(string text)
    {
        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        standard = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(standard, new byte[standard.Length], out _) ? standard : null;
    }

    /// <summary>Converts the paths of a mask to JSON names, which ProtoJSON demands. The contract's names are accepted too.</summary>
    static string? Mask(string text)
    {
        string?[] paths = [.. text.Length == 0 ? [] : text.Split(',').Select(FieldNames.FindJson)];
        return paths.Contains(null) ? null : string.Join(',', paths);
    }

    /// <summary>Reads a time or a duration with the parser of the protobuf library.</summary>
    static string? WellKnown<T>(string text) where T : IMessage, new()
    {
        try
        {
            var read = JsonParser.Default.Parse<T>(System.Text.Json.JsonSerializer.Serialize(text));
            return JsonFormatter.Default.Format(read).Trim('"');
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
