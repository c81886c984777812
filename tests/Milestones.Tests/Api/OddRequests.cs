using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Milestones.Tests.Api;

/// <summary>Makes requests of every type whose fields are filled at random: well, badly, or not at all.</summary>
sealed class OddRequests(int seed)
{
    static readonly string[] Texts =
    [
        "", "AL", "XK", "XKX", "nato", "GRANT_MAP", "a", "b", "t", "v1", "b1", "o1", "y1", "2008", "2008-02-18", "2019-11", "2008-02-30", "9999-12-31", "1000",
        "tracks/t", "milestones/a", "milestones/b", "milestones/c", "milestones/", "indicators/i", "precedents/AL", "precedents/XKX", "centres/c", "agreements/g",
        "partnerships/XK-DE", "partnerships/XKX-DE", "partnerships/XK", "c", "i", "g", "//", "a/b/c/d", "-", "\0", "é\u0301", "😀",
        "title", "evidence", "other_dates", "rank", "note", "value", "criterion", "corrections", "display_name", "nato_accredited", "act.date", new('x', 2_000),
    ];

    readonly Random random = new(seed);

    public IMessage Next(MessageDescriptor descriptor, int depth = 0)
    {
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            if (random.Next(4) == 0 || depth > 5 || (IsSeldomRight(field) && random.Next(8) != 0))
            {
                continue;
            }

            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(message);
                for (var i = random.Next(3); i > 0; i--)
                {
                    list.Add(Value(field, depth));
                }
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, depth));
            }
        }

        return message;
    }

    /// <summary>Few days and suppositions at random are well formed, and every read has them: with them all would be refused for that.</summary>
    static bool IsSeldomRight(FieldDescriptor field) => field.Name is "as_of" or "date_reading" or "known_at" or "assumptions";

    object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String when field.Name == "request_id" && depth == 0 => random.Next(20) == 0 ? "" : Guid.NewGuid().ToString(),
        FieldType.String when field.Name is "request_id" or "reason" or "etag" => "",
        FieldType.String => Texts[random.Next(Texts.Length)],
        FieldType.Bool => random.Next(8) == 0,
        FieldType.Enum => random.Next(-1, 11),
        FieldType.Int32 => random.Next(-2, 20),
        FieldType.Double => (object)(random.Next(5) == 0 ? double.NaN : random.Next(-3, 30) / 3.0),
        FieldType.Int64 => (long)random.Next(-2, 20),
        FieldType.Message => Next(field.MessageType, depth + 1),
        _ => throw new NotSupportedException($"No odd value for {field.FullName}."),
    };
}
