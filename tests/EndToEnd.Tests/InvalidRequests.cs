using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Fills every field of a request and of its nested messages with invalid values.</summary>
static class InvalidRequests
{
    const int Deepest = 4;

    public static readonly IReadOnlyDictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["empty"] = "",
        ["slashes"] = "////",
        ["parent folders"] = "../../../etc/passwd",
        ["collection only"] = "sources/",
        ["too deep"] = "organizations/nato/memberships/AL/x/y",
        ["a pair without halves"] = "recognitions/-",
        ["not a letter"] = "sources/\u0000\u0001\u202e💥",
        ["a wildcard"] = "states/*",
        ["a number out of range"] = "99999999999999999999999999",
        ["a date that is none"] = "2026-02-30",
        ["huge"] = new('x', 20_000),
        ["huge name"] = "states/" + new string('A', 20_000),
        ["base64"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    };

    /// <param name="keepId">Whether the request ID stays valid, so that the checks after it are reached.</param>
    public static IMessage Fill(MessageDescriptor type, string text, int number, bool keepId, int depth = 0)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (field.IsMap || (field.FieldType == FieldType.Message && depth == Deepest))
            {
                continue;
            }

            var value = field is { Name: "request_id" } && keepId ? Guid.NewGuid().ToString() : ValueOf(field, text, number, keepId, depth);
            if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(message, value);
            }
        }

        return message;
    }

    static object ValueOf(FieldDescriptor field, string text, int number, bool keepId, int depth) => field.FieldType switch
    {
        FieldType.String => text,
        FieldType.Bool => number > 0,
        FieldType.Bytes => ByteString.CopyFromUtf8(text),
        FieldType.Int64 => (long)number << 32,
        FieldType.Double => double.NaN,
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, number),
        FieldType.Message => Fill(field.MessageType, text, number, keepId, depth + 1),
        FieldType.Int32 => number,
        _ => throw new NotSupportedException($"{field.FullName} has a type that no request had before: {field.FieldType}."),
    };
}
