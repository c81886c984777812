using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests.Rules;

internal static class FieldShape
{
    public static bool HasSingle(this MessageDescriptor message, string name, FieldType type) =>
        message.FindFieldByName(name) is { IsRepeated: false } field && field.FieldType == type;

    /// <summary>The fields that are missing in a message, as violations.</summary>
    public static IEnumerable<string> Missing(this MessageDescriptor message, params (string Name, FieldType Type)[] fields) =>
        from field in fields
        where !message.HasSingle(field.Name, field.Type)
        select $"{message.FullName}: needs a single field {field.Name} of type {field.Type}";
}
