using KosovoNato.Kernel;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions;

/// <summary>Names of resources: how they are made, checked, and freed of other spellings of a code.</summary>
static class RecognitionNames
{
    public static string State(string code) => $"states/{StateCodes.Canonical(code)}";

    public static string Organization(string id) => $"organizations/{id}";

    public static string CountingRule(string id) => $"countingRules/{id}";

    public static string Recognition(string recognizer, string subject) =>
        $"recognitions/{StateCodes.Canonical(recognizer)}-{StateCodes.Canonical(subject)}";

    public static string Membership(string organization, string code) =>
        $"organizations/{organization}/memberships/{StateCodes.Canonical(code)}";

    /// <summary>The id behind the collection at the place: Id("questions/q/positions/AL", 1) is AL.</summary>
    public static string Id(string name, int place = 0) => name.Split('/')[(place * 2) + 1];

    /// <summary>The name as it is kept: "recognitions/AL-XKX" is kept as "recognitions/AL-XK".</summary>
    public static string Canonical(string name) => !StateCodes.HasOtherSpelling(name) ? name : name.Split('/') switch
    {
        ["states", var code] => State(code),
        ["recognitions", var pair] when pair.Split('-') is [var recognizer, var subject] => Recognition(recognizer, subject),
        [_, _, "memberships" or "positions", var code] parts => $"{parts[0]}/{parts[1]}/{parts[2]}/{StateCodes.Canonical(code)}",
        _ => name,
    };

    public static void CheckState(string name, FieldViolations violations, string field) =>
        violations.Require(name.Split('/') is ["states", var code] && StateCodes.IsValid(code), field,
            $"must be states/ and {StateCodes.Rule}");

    public static void CheckRecognition(string name, FieldViolations violations, string field) =>
        violations.Require(
            name.Split('/') is ["recognitions", var pair] && pair.Split('-') is [var recognizer, var subject]
                && StateCodes.IsValid(recognizer) && StateCodes.IsValid(subject),
            field, "must be recognitions/{recognizer}-{subject} with two codes, such as recognitions/AL-XK");

    /// <summary>Checks a name of a collection and an id, such as organizations/nato.</summary>
    public static void CheckPlain(string collection, string name, FieldViolations violations, string field) =>
        violations.Require(name.Split('/') is [var first, var id] && first == collection && ResourceId.IsValid(id), field,
            $"must be {collection}/ and an id of {ResourceId.Rule}");

    /// <summary>Checks a name under a parent that ends with a code, such as organizations/nato/memberships/AL.</summary>
    public static void CheckUnder(string parent, string collection, string name, FieldViolations violations, string field) =>
        violations.Require(
            name.Split('/') is [var first, var id, var second, var code]
                && first == parent && ResourceId.IsValid(id) && second == collection && StateCodes.IsValid(code),
            field, $"must be {parent}/{{id}}/{collection}/ and {StateCodes.Rule}");

    public static void CheckId(string id, FieldViolations violations, string field) =>
        violations.Require(ResourceId.IsValid(id), field, $"must be an id of {ResourceId.Rule}");
}
