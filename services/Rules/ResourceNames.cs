namespace KosovoNato.Rules;

/// <summary>Builds and parses resource names, and converts them to canonical form.</summary>
public static class ResourceNames
{
    public static string State(string code) => $"states/{StateCodes.Canonical(code)}";

    public static string Organization(string id) => $"organizations/{id}";

    public static string Membership(string organization, string code) =>
        $"organizations/{organization}/memberships/{StateCodes.Canonical(code)}";

    public static string Recognition(string recognizer, string subject) =>
        $"recognitions/{StateCodes.Canonical(recognizer)}-{StateCodes.Canonical(subject)}";

    public static string Question(string id) => $"questions/{id}";

    public static string CountingRule(string id) => $"countingRules/{id}";

    public static string Track(string id) => $"tracks/{id}";

    public static string Milestone(string id) => $"milestones/{id}";

    public static string Indicator(string id) => $"indicators/{id}";

    public static string Precedent(string code) => $"precedents/{StateCodes.Canonical(code)}";

    public static string Centre(string id) => $"centres/{id}";

    public static string Partnership(string id) => $"partnerships/{id}";

    public static string Document(string id) => $"documents/{id}";

    public static string Recommendation(string id) => $"recommendations/{id}";

    public static bool IsMilestone(string name) => name.StartsWith("milestones/", StringComparison.Ordinal);

    public static bool IsRecommendation(string name) => name.StartsWith("recommendations/", StringComparison.Ordinal);

    /// <summary>The ID after the collection at a place: Id("questions/q/positions/AL", 1) is AL.</summary>
    public static string Id(string name, int place = 0)
    {
        var rest = name.AsSpan();
        for (var i = (place * 2) + 1; i > 0; i--)
        {
            rest = rest[(rest.IndexOf('/') + 1)..];
        }

        return rest.IndexOf('/') is >= 0 and var end ? rest[..end].ToString() : rest.ToString();
    }

    /// <summary>The canonical name: "recognitions/AL-XKX" becomes "recognitions/AL-XK".</summary>
    public static string Canonical(string name) => !StateCodes.HasOtherSpelling(name) ? name : name.Split('/') switch
    {
        ["states" or "precedents", var code] parts => $"{parts[0]}/{StateCodes.Canonical(code)}",
        ["recognitions" or "partnerships", var pair] parts => $"{parts[0]}/{StatePairs.Canonical(pair)}",
        [_, _, "memberships" or "positions", var code] parts => $"{parts[0]}/{parts[1]}/{parts[2]}/{StateCodes.Canonical(code)}",
        _ => name,
    };
}
