using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace KosovoNato.Recognitions.Tests.Api;

/// <summary>Makes requests of every type whose fields are filled at random: well, badly, or not at all.</summary>
sealed class OddRequests(int seed)
{
    static readonly string[] Texts =
    [
        "", "AL", "XK", "XKX", "ES", "nato", "strict", "GRANT_MAP", "a1", "a2", "p1", "2008", "2008-02-18", "2019-11", "2008-02-30", "9999-12-31", "1000",
        "states/AL", "states/XKX", "organizations/nato", "organizations/-", "organizations/nato/memberships/AL", "recognitions/AL-XK", "recognitions/AL-XKX",
        "recognitions/AL", "questions/q", "questions/q/positions/AL", "countingRules/strict", "sources/s", "//", "a/b/c/d", "recognitions/-", "-", "\0", "é\u0301", "😀",
        "path-pfp", "kfor", "XK-DE", "assumed:nato:GRANT_MAP:XK", "date", "evidence", "other_dates", "rank", "note", "to", "from", "display_name", "decided_on", "votes", "act.date", new('x', 2_000),
    ];

    // Almost every read has them, and hardly an odd value of them is a right one: with them everywhere nothing would get through.
    static readonly string[] MostlyWrong = ["as_of", "date_reading", "known_at", "assumptions", "consistency", "page_token"];

    readonly Random random = new(seed);

    public IMessage Next(MessageDescriptor descriptor, int depth = 0)
    {
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            if (IsLeftOut(field) || depth > 5)
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

    bool IsLeftOut(FieldDescriptor field) => MostlyWrong.Contains(field.Name) ? random.Next(8) > 0 : random.Next(4) == 0;

    object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String when field.Name == "request_id" && depth == 0 => random.Next(20) == 0 ? "" : Guid.NewGuid().ToString(),
        FieldType.String when field.Name is "request_id" or "reason" or "etag" => "",
        FieldType.String => Texts[random.Next(Texts.Length)],
        FieldType.Bool => random.Next(8) == 0,
        FieldType.Enum => random.Next(-1, 11),
        FieldType.Int32 => random.Next(-2, 20),
        FieldType.Int64 => (long)random.Next(-2, 20),
        FieldType.Double => random.Next(4) == 0 ? double.NaN : random.NextDouble(),
        FieldType.Message => Next(field.MessageType, depth + 1),
        _ => throw new NotSupportedException($"No odd value for {field.FullName}."),
    };
}
