using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;

namespace KosovoNato.Contract.Tests.Rules;

internal static partial class CommentRules
{
    static readonly string[] Fillers = ["A", "AN", "THE", "THIS", "OF"];

    static readonly string[] Statuses =
    [
        "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION", "OUT_OF_RANGE",
    ];

    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Everything has a comment of whole sentences", contracts =>
            from element in Elements(contracts)
            let comment = Comment(element)
            where !WholeSentences().IsMatch(comment)
            select $"{element.FullName}: begins with no capital or ends with no period: \"{comment}\""),

        new("Comments of RPCs begin with a verb and list the errors", contracts =>
            from rpc in contracts.Rpcs
            let comment = Comment(rpc)
            where !ThirdPerson().IsMatch(comment) || !Errors().IsMatch(comment)
            select $"{rpc.FullName}: \"{comment}\""),

        new("No other comment begins with a bare verb", contracts =>
            from element in Elements(contracts)
            where element is not MethodDescriptor && BareVerb().IsMatch(Comment(element))
            select $"{element.FullName}: \"{Comment(element)}\""),

        new("Comments on booleans begin with Whether", contracts =>
            from message in contracts.Messages
            from field in message.Fields.InDeclarationOrder()
            where field.FieldType == FieldType.Bool && !Comment(field).StartsWith("Whether ", StringComparison.Ordinal)
            select $"{field.FullName}: \"{Comment(field)}\""),

        new("No sentence begins with a free relative", contracts =>
            from element in Elements(contracts)
            where FreeRelative().IsMatch(Comment(element))
            select $"{element.FullName}: \"{Comment(element)}\""),

        // A field with a message type may have only its name as a comment: the type has the documentation.
        new("No comment is only the name again", contracts =>
            from element in Elements(contracts)
            where element is not FieldDescriptor { FieldType: FieldType.Message }
            let words = Words(Comment(element))
            where words.Length > 0 && words.SequenceEqual(Words(Spaced(element.Name)))
            select $"{element.FullName}: \"{Comment(element)}\""),

        // A caller programs against these names, so a comment must not promise one that does not exist.
        new("Codes in the comments of RPCs exist", contracts =>
        {
            var known = Statuses.Concat(contracts.Enums.SelectMany(Codes)).ToHashSet();
            return from rpc in contracts.Rpcs
                   from Match code in Code().Matches(Comment(rpc))
                   where !known.Contains(code.Value)
                   select $"{rpc.FullName}: {code.Value} is no status, reason or value of an enum";
        }),
    ];

    public static string Comment(IDescriptor element) =>
        Gaps().Replace(((DescriptorBase)element).Declaration?.LeadingComments ?? "", " ").Trim();

    static IEnumerable<IDescriptor> Elements(Contracts contracts) =>
    [
        .. contracts.Services, .. contracts.Rpcs,
        .. contracts.Messages, .. contracts.Messages.SelectMany(message => message.Fields.InDeclarationOrder()),
        .. contracts.Messages.SelectMany(message => message.Oneofs).Where(oneof => !oneof.IsSynthetic),
        .. contracts.Enums, .. contracts.Enums.SelectMany(type => type.Values),
    ];

    /// <summary>A value's name, both in full and without the prefix of its enum.</summary>
    static IEnumerable<string> Codes(EnumDescriptor type) =>
        type.Values.SelectMany(value => new[] { value.Name, value.Name[EnumRules.Prefix(type).Length..] });

    static string[] Words(string text) =>
        [.. text.ToUpperInvariant().Split([' ', '_', '.', '`'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !Fillers.Contains(word))];

    static string Spaced(string name) => Humps().Replace(name, " ");

    [GeneratedRegex("""^["`(]?[A-Z0-9].*\.$""")]
    private static partial Regex WholeSentences();

    [GeneratedRegex("^[A-Z][a-z]*s[ ,]")]
    private static partial Regex ThirdPerson();

    [GeneratedRegex(@"\b[Ee]rrors\b[^:]*: - ")]
    private static partial Regex Errors();

    [GeneratedRegex("^(Is|Are|Says|Lists|Holds|Counts|Names|Asks|Tells|Shows|Gives|Has)\\b")]
    private static partial Regex BareVerb();

    [GeneratedRegex(@"(^|[.:;] )(Who|Whoever|What|Whatever|Whichever) ")]
    private static partial Regex FreeRelative();

    [GeneratedRegex(@"\b[A-Z]+(_[A-Z]+)+\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Humps();
}
