namespace KosovoNato.Rules.Validation;

/// <summary>Validation rules for names and IDs in requests.</summary>
public static class NameChecks
{
    public const string StateOrOrganization = $"{StateCodes.Rule}, or the name of an organization, for example organizations/nato";

    /// <summary>Checks a name that consists of a collection and an ID, for example milestones/path-pfp.</summary>
    public static void Check(string collection, string name, FieldViolations violations, string field = "name") =>
        violations.Require(IsValid(collection, name), field, $"must be {Rule(collection)}");

    public static bool IsValid(string collection, string name) =>
        name.Split('/') is [var first, var id] && first == collection && ResourceId.IsValid(id);

    public static string Rule(string collection) => $"{collection}/ and an ID of {ResourceId.Rule}";

    /// <summary>Checks a name of the same form that may be missing.</summary>
    public static void CheckOptional(string collection, string name, FieldViolations violations, string field)
    {
        if (name.Length > 0)
        {
            Check(collection, name, violations, field);
        }
    }

    /// <summary>Checks a name that consists of a collection and the code of a state, for example states/AL.</summary>
    public static void CheckCode(string collection, string name, FieldViolations violations) =>
        violations.Require(name.Split('/') is [var first, var code] && first == collection && StateCodes.IsValid(code), "name",
            $"must be {collection}/ and {StateCodes.Rule}");

    /// <summary>Checks a name that consists of a collection and two codes of states, for example recognitions/AL-XK.</summary>
    public static void CheckPair(string collection, string name, FieldViolations violations, string field = "name") =>
        violations.Require(IsPair(collection, name), field, $"must be {PairRule(collection)}");

    public static bool IsPair(string collection, string name) =>
        name.Split('/') is [var first, var pair] && first == collection && StatePairs.IsValid(pair);

    public static string PairRule(string collection) => $"{collection}/ and {StatePairs.Rule}";

    /// <summary>Checks a name under a parent that ends with the code of a state, for example organizations/nato/memberships/AL.</summary>
    public static void CheckUnder(string parent, string collection, string name, FieldViolations violations) =>
        violations.Require(
            name.Split('/') is [var first, var id, var second, var code]
                && first == parent && ResourceId.IsValid(id) && second == collection && StateCodes.IsValid(code),
            "name", $"must be {parent}/{{id}}/{collection}/ and {StateCodes.Rule}");

    /// <summary>Checks a name under a parent that ends with an ID, for example questions/eu-membership/ballots/1.</summary>
    public static void CheckChild(
        string parent, string collection, string name, FieldViolations violations, string field = "name") =>
        violations.Require(
            name.Split('/') is [var first, var id, var second, var child]
                && first == parent && ResourceId.IsValid(id) && second == collection && ResourceId.IsValid(child),
            field, $"must be {parent}/{{id}}/{collection}/ and an ID of {ResourceId.Rule}");

    /// <summary>Checks the name of a resource of any service: alternating collections and IDs.</summary>
    public static void CheckAny(string name, FieldViolations violations)
    {
        var parts = name.Split('/');
        violations.Require(
            parts.Length is 2 or 4
                && parts.Select((part, place) => place % 2 == 0 ? IsCollection(part) : ResourceId.IsValid(part)).All(isValid => isValid),
            "name", $"must be the name of a resource of any service, for example states/ES: a collection and an ID of {ResourceId.Rule}");
    }

    public static void CheckId(string id, FieldViolations violations, string field) =>
        violations.Require(ResourceId.IsValid(id), field, $"must be an ID of {ResourceId.Rule}");

    /// <summary>Checks the ID of an element inside a resource: a letter and a number, for example a1.</summary>
    public static void CheckNestedId(char letter, string id, FieldViolations violations, string field) =>
        violations.Require(id.Length is > 1 and <= 10 && id[0] == letter && id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0, field,
            $"must be an ID, for example {letter}1");

    /// <summary>
    /// Checks the code of a state or the name of an organization. They are not looked up, because another service stores them.
    /// </summary>
    public static void CheckStateOrOrganization(string party, FieldViolations violations, string field) =>
        violations.Require(IsStateOrOrganization(party), field, $"must be {StateOrOrganization}");

    public static bool IsStateOrOrganization(string party) =>
        party.Split('/') is ["organizations", var id] ? ResourceId.IsValid(id) : StateCodes.IsValid(party);

    static bool IsCollection(string word) => word.Length > 0 && char.IsAsciiLetterLower(word[0]) && word.All(char.IsAsciiLetter);
}
