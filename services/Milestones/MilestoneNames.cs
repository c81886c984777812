using KosovoNato.Kernel;
using KosovoNato.Storage;

namespace KosovoNato.Milestones;

/// <summary>Names of resources: how they are made, checked, and freed of other spellings of a code.</summary>
static class MilestoneNames
{
    public static string Track(string id) => $"tracks/{id}";

    public static string Milestone(string id) => $"milestones/{id}";

    public static string Centre(string id) => $"centres/{id}";

    /// <summary>The id behind the collection.</summary>
    public static string Id(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The name as it is kept: "partnerships/XKX-DE" is kept as "partnerships/XK-DE".</summary>
    public static string Canonical(string name) => !StateCodes.HasOtherSpelling(name) ? name : name.Split('/') switch
    {
        ["precedents", var code] => $"precedents/{StateCodes.Canonical(code)}",
        ["partnerships", var pair] when pair.Split('-') is [var party, var partner] =>
            $"partnerships/{StateCodes.Canonical(party)}-{StateCodes.Canonical(partner)}",
        _ => name,
    };

    /// <summary>The two codes in the name of a partnership; none if it is no such name.</summary>
    public static (string Party, string Partner)? PairOf(string name) =>
        name.Split('/') is ["partnerships", var pair] && pair.Split('-') is [var party, var partner] && StateCodes.IsValid(party) && StateCodes.IsValid(partner)
            ? (StateCodes.Canonical(party), StateCodes.Canonical(partner))
            : null;

    /// <summary>Checks a name of a collection and an id, such as milestones/path-pfp.</summary>
    public static void Check(string collection, string name, FieldViolations violations, string field = "name") =>
        violations.Require(name.Split('/') is [var first, var id] && first == collection && ResourceId.IsValid(id), field,
            $"must be {collection}/ and an id of {ResourceId.Rule}");

    public static void CheckPrecedent(string name, FieldViolations violations) =>
        violations.Require(name.Split('/') is ["precedents", var code] && StateCodes.IsValid(code), "name", $"must be precedents/ and {StateCodes.Rule}");

    public static void CheckPartnership(string name, FieldViolations violations) =>
        violations.Require(PairOf(name) is not null, "name", "must be partnerships/{party}-{partner} with two codes, such as partnerships/XK-DE");

    public static void CheckId(string id, FieldViolations violations, string field) =>
        violations.Require(ResourceId.IsValid(id), field, $"must be an id of {ResourceId.Rule}");

    /// <summary>Checks the id of something inside a resource: a letter and a number, such as v2.</summary>
    public static void CheckNestedId(char letter, string id, FieldViolations violations, string field) =>
        violations.Require(id.Length is > 1 and <= 10 && id[0] == letter && id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0, field,
            $"must be an id such as {letter}1");
}
