namespace KosovoNato.Rules.Validation;

/// <summary>Checks of names and ids in requests.</summary>
public static class NameChecks
{
    /// <summary>Checks a name of a collection and an id, such as milestones/path-pfp.</summary>
    public static void Check(string collection, string name, FieldViolations violations, string field = "name") =>
        violations.Require(name.Split('/') is [var first, var id] && first == collection && ResourceId.IsValid(id), field,
            $"must be {collection}/ and an id of {ResourceId.Rule}");

    /// <summary>Checks a name of a collection and the code of a state, such as states/AL.</summary>
    public static void CheckCode(string collection, string name, FieldViolations violations) =>
        violations.Require(name.Split('/') is [var first, var code] && first == collection && StateCodes.IsValid(code), "name",
            $"must be {collection}/ and {StateCodes.Rule}");

    /// <summary>Checks a name of a collection and two codes of states, such as recognitions/AL-XK.</summary>
    public static void CheckPair(string collection, string name, FieldViolations violations) =>
        violations.Require(name.Split('/') is [var first, var pair] && first == collection && StatePairs.IsValid(pair), "name",
            $"must be {collection}/ and {StatePairs.Rule}");

    /// <summary>Checks a name under a parent that ends with a code, such as organizations/nato/memberships/AL.</summary>
    public static void CheckUnder(string parent, string collection, string name, FieldViolations violations) =>
        violations.Require(
            name.Split('/') is [var first, var id, var second, var code]
                && first == parent && ResourceId.IsValid(id) && second == collection && StateCodes.IsValid(code),
            "name", $"must be {parent}/{{id}}/{collection}/ and {StateCodes.Rule}");

    /// <summary>Checks the name of anything, whichever service keeps it: collections and ids in turn.</summary>
    public static void CheckAny(string name, FieldViolations violations)
    {
        var parts = name.Split('/');
        violations.Require(
            parts.Length is 2 or 4
                && parts.Select((part, place) => place % 2 == 0 ? IsCollection(part) : ResourceId.IsValid(part)).All(isValid => isValid),
            "name", $"must be the name of a resource of any service, such as states/ES: a collection and an id of {ResourceId.Rule}");
    }

    public static void CheckId(string id, FieldViolations violations, string field) =>
        violations.Require(ResourceId.IsValid(id), field, $"must be an id of {ResourceId.Rule}");

    public static void CheckOptionalId(string id, FieldViolations violations, string field) =>
        violations.Require(id.Length == 0 || ResourceId.IsValid(id), field, $"must be empty or an id of {ResourceId.Rule}");

    /// <summary>Checks the id of something inside a resource: a letter and a number, such as a1.</summary>
    public static void CheckNestedId(char letter, string id, FieldViolations violations, string field) =>
        violations.Require(id.Length is > 1 and <= 10 && id[0] == letter && id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0, field,
            $"must be an id such as {letter}1");

    /// <summary>The code of a state or the id of an organization. They are not looked up: another service keeps them.</summary>
    public static void CheckStateOrOrganization(string party, FieldViolations violations, string field) =>
        violations.Require(ResourceId.IsValid(party), field, $"must be {StateCodes.Rule}, or the id of an organization, such as nato");

    static bool IsCollection(string word) => word.Length > 0 && char.IsAsciiLetterLower(word[0]) && word.All(char.IsAsciiLetter);
}
