using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using KosovoNato.Errors.V1;

namespace KosovoNato.Contract.Tests.Rules;

internal static partial class EnumRules
{
    public static IReadOnlyList<ContractRule> All { get; } =
    [
        new("Zero of an enum is unspecified", contracts =>
            from type in contracts.Enums
            where type.FindValueByNumber(0)?.Name != $"{Prefix(type)}UNSPECIFIED"
            select $"{type.FullName}: needs {Prefix(type)}UNSPECIFIED = 0"),

        // google.rpc.ErrorInfo allows 63 characters of this alphabet.
        new("Reasons of errors fit into ErrorInfo", contracts =>
            from value in Reasons(contracts)
            where !Reason().IsMatch(value.Name) || value.Name.Length - Prefix(value.EnumDescriptor).Length > 63
            select $"{value.FullName}: does not fit"),

        new("Reasons of errors say with which status they come", contracts =>
            from value in Reasons(contracts)
            where value.Number != 0 && !Status().IsMatch(CommentRules.Comment(value))
            select $"{value.FullName}: \"{CommentRules.Comment(value)}\""),
    ];

    /// <summary>"RECOGNITION_STATUS_" of RecognitionStatus.</summary>
    public static string Prefix(EnumDescriptor type) => Humps().Replace(type.Name, "_").ToUpperInvariant() + "_";

    static IEnumerable<EnumValueDescriptor> Reasons(Contracts contracts) =>
        contracts.Enums.Where(type => type.Name == nameof(ErrorReason)).SelectMany(type => type.Values);

    [GeneratedRegex("^ERROR_REASON_[A-Z][A-Z0-9_]*[A-Z0-9]$")]
    private static partial Regex Reason();

    [GeneratedRegex("^(CANCELLED|INVALID_ARGUMENT|DEADLINE_EXCEEDED|NOT_FOUND|ALREADY_EXISTS|PERMISSION_DENIED|RESOURCE_EXHAUSTED"
        + "|FAILED_PRECONDITION|ABORTED|OUT_OF_RANGE|UNIMPLEMENTED|INTERNAL|UNAVAILABLE|UNAUTHENTICATED): ")]
    private static partial Regex Status();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Humps();
}
