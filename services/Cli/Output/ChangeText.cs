using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Cli.Output;

/// <summary>Describes the difference between two versions of a resource in one line.</summary>
static class ChangeText
{
    const int MaxLength = 120;

    /// <param name="previous">The resource message of a service before the change; null if there was none or it is not known.</param>
    /// <param name="current">The resource message after the change; null if it was removed.</param>
    public static string Of(IMessage? previous, IMessage? current)
    {
        var (before, after) = (Unwrap(previous), Unwrap(current));
        if (before is null || after is null)
        {
            return after is null ? "" : Shorten(Summary(after));
        }

        var fields = after.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field.Name is not ("etag" or "name") && !Equal(field.Accessor.GetValue(before), field.Accessor.GetValue(after)))
            .Select(field => $"{field.Name} {Shown(field, before)} -> {Shown(field, after)}");
        return Shorten(string.Join("; ", fields));
    }

    /// <summary>Returns the resource inside the oneof of a service's resources.</summary>
    public static IMessage? Unwrap(IMessage? resource) => resource?.Descriptor.Oneofs.FirstOrDefault()?.Accessor
        .GetCaseFieldDescriptor(resource)?.Accessor.GetValue(resource) as IMessage;

    static string Summary(IMessage resource) => string.Join("; ", resource.Descriptor.Fields.InFieldNumberOrder()
        .Where(field => field.Name is "title" or "display_name" or "status" or "recognized_on" or "kind" && Shown(field, resource) != "-")
        .Select(field => $"{field.Name} {Shown(field, resource)}"));

    static bool Equal(object? first, object? second) => first is IList a && second is IList b
        ? a.Count == b.Count && a.Cast<object>().SequenceEqual(b.Cast<object>())
        : Equals(first, second);

    static string Shown(FieldDescriptor field, IMessage message)
    {
        var value = field.Accessor.GetValue(message);
        return value switch
        {
            null or "" => "-",
            IDictionary or IList => $"({((ICollection)value).Count})",
            IMessage => "{...}",
            Enum when field.FieldType == FieldType.Enum => NameOf(field.EnumType, Convert.ToInt32(value, null)),
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => $"{value}",
        };
    }

    static string NameOf(EnumDescriptor type, int number)
    {
        if (number == 0 || type.FindValueByNumber(number) is not { } value)
        {
            return number == 0 ? "-" : $"{number}";
        }

        // The first value is the prefix of all values with "UNSPECIFIED".
        var prefix = type.Values[0].Name.Length - "UNSPECIFIED".Length;
        return value.Name[prefix..].ToLowerInvariant().Replace('_', '-');
    }

    static string Shorten(string text) => text.Length > MaxLength ? $"{text[..MaxLength]}..." : text;
}
