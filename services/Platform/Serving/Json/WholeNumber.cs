using System.Globalization;
using Google.Protobuf.Reflection;

namespace KosovoNato.Serving.Json;

/// <summary>
/// Whole numbers in ProtoJSON. Statistics programs write them as 2.0 or 1e3, which ProtoJSON allows if nothing is lost.
/// </summary>
static class WholeNumber
{
    /// <summary>A decimal number holds every digit of a shorter text. The rest of a longer one would be lost without notice.</summary>
    const int MaxLength = 30;

    /// <summary>Returns the digits of a number; null if it is not whole, or not in the range of the type.</summary>
    public static string? Canonical(FieldType type, string text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var (min, max) = Range(type);
        return text.Length <= MaxLength && !IsTiny(text)
            && decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && decimal.IsInteger(number)
            && number >= min && number <= max
                ? decimal.Truncate(number).ToString("F0", CultureInfo.InvariantCulture)
                : null;
    }

    /// <summary>Whether a negative exponent could round a number to zero, as in 1e-30. No whole number has a use for one.</summary>
    static bool IsTiny(string text) => text.Contains("e-", StringComparison.OrdinalIgnoreCase);

    public static string Describe(FieldType type)
    {
        var (min, max) = Range(type);
        return string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
    }

    static (decimal Min, decimal Max) Range(FieldType type) => type switch
    {
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int.MinValue, int.MaxValue),
        FieldType.UInt32 or FieldType.Fixed32 => (uint.MinValue, uint.MaxValue),
        FieldType.UInt64 or FieldType.Fixed64 => (ulong.MinValue, ulong.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };
}
