using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Recommendations.Tests.Api;

/// <summary>Makes requests of every type whose fields are filled at random: well, badly, or not at all.</summary>
sealed class OddRequests(int seed)
{
    static readonly string[] Texts =
    [
        "", "AL", "XK", "XKX", "nato", "paper", "R1", "R1.1", "R2", "GRANT_MAP", "s1", "2008", "2008-02-18", "2024-11", "2008-02-30", "9999-12-31", "1000",
        "documents/paper", "documents/-", "recommendations/R1", "recommendations/R1.1", "recommendations/R2", "recommendations/R1/x", "milestones/path-pfp", "path-pfp", "states/ES", "XK-DE", "2025-12-23",
        "//", "a/b/c/d", "-", "\0", "é\u0301", "😀", "title", "summary", "parent", "number", "force", "criterion", "links", "evidence", "note", "corrections",
        "https://example.org/", "978-9951-842-31-0", new('x', 2_000),
    ];

    // What exists, so that not every request ends at its name.
    static readonly string[] Existing = ["documents/paper", "recommendations/R1", "recommendations/R1.1"];

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
        FieldType.String when field.Name == "name" && random.Next(4) > 0 => Existing[random.Next(Existing.Length)],
        FieldType.String => Texts[random.Next(Texts.Length)],
        FieldType.Bool => random.Next(8) == 0,
        FieldType.Enum => random.Next(-1, 11),
        FieldType.Int32 => random.Next(-2, 20),
        FieldType.Double => random.Next(4) switch { 0 => double.NaN, 1 => double.PositiveInfinity, _ => random.Next(-2, 20) / 3.0 },
        FieldType.Int64 => (long)random.Next(-2, 20),
        FieldType.Message => Next(field.MessageType, depth + 1),
        _ => throw new NotSupportedException($"No odd value for {field.FullName}."),
    };
}
