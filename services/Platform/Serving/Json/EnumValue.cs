using System.Globalization;
using Google.Protobuf.Reflection;

namespace KosovoNato.Serving.Json;

/// <summary>
/// The values of enums in JSON: by name, by number, and by the name without the prefix that all values of an enum share, as error messages
/// write them.
/// </summary>
static class EnumValue
{
    const string Unspecified = "UNSPECIFIED";

    public static EnumValueDescriptor? Find(EnumDescriptor type, string text) =>
        type.FindValueByName(text)
        ?? type.FindValueByName(Prefix(type) + text)
        ?? (WholeNumber.Canonical(FieldType.Int32, text) is { } digits
            ? type.FindValueByNumber(int.Parse(digits, CultureInfo.InvariantCulture))
            : null);

    /// <summary>The names of the values that a caller can choose.</summary>
    public static IEnumerable<string> Names(EnumDescriptor type) =>
        type.Values.Where(value => value.Number != 0).Select(value => value.Name);

    /// <summary>The zero of every enum of the contracts is named after the enum: MEMBERSHIP_ROLE_UNSPECIFIED.</summary>
    static string Prefix(EnumDescriptor type) =>
        type.Values[0].Name is var zero && zero.EndsWith(Unspecified, StringComparison.Ordinal) ? zero[..^Unspecified.Length] : "";
}
