using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace KosovoNato.Platform.Tests.Access.Abuse;

/// <summary>Messages that a caller could send. Mutations of valid messages get further than random bytes.</summary>
static class ValidMessages
{
    const int Deepest = 3;

    static readonly string[] Texts =
    [
        "sources/a", "states/AL", "AL", "nato", "organizations/nato", "recognitions/AL", "tracks/a", "milestones/a", "documents/a",
        "recommendations/a",
        "2008-02-18", "2024", "2024-05", "A title", "name", "title", "*", "etag",
    ];

    /// <summary>A message between nearly empty, which most requests may be, and full.</summary>
    public static IMessage Of(MessageDescriptor type, Random random) => Of(type, random, random.NextDouble(), depth: 0);

    static IMessage Of(MessageDescriptor type, Random random, double filled, int depth)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var isLeftOut = field.IsMap || (field.FieldType == FieldType.Message && depth == Deepest) || random.NextDouble() > filled;
            if (isLeftOut && field.Name != "request_id")
            {
                continue;
            }

            if (field.IsRepeated)
            {
                ((IList)field.Accessor.GetValue(message)).Add(ValueOf(field, random, filled, depth));
            }
            else
            {
                field.Accessor.SetValue(message, ValueOf(field, random, filled, depth));
            }
        }

        return message;
    }

    static object ValueOf(FieldDescriptor field, Random random, double filled, int depth) => field.FieldType switch
    {
        FieldType.String when field.Name == "request_id" => Guid.NewGuid().ToString(),
        FieldType.String => Texts[random.Next(Texts.Length)],
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Bytes => ByteString.CopyFromUtf8(Texts[random.Next(Texts.Length)]),
        FieldType.Int64 => (long)random.Next(100),
        FieldType.Int32 => random.Next(100),
        FieldType.Double => random.NextDouble(),
        FieldType.Enum => System.Enum.ToObject(
            field.EnumType.ClrType, field.EnumType.Values[random.Next(field.EnumType.Values.Count)].Number),
        FieldType.Message when field.MessageType == FieldMask.Descriptor => new FieldMask { Paths = { "title" } },
        FieldType.Message => Of(field.MessageType, random, filled, depth + 1),
        _ => throw new NotSupportedException($"{field.FullName} has a type that no request had before: {field.FieldType}."),
    };
}
