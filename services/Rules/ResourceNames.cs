namespace KosovoNato.Rules;

/// <summary>Builds and parses resource names, and converts them to canonical form.</summary>
public static class ResourceNames
{
    public static string State(string code) => $"states/{StateCodes.Canonical(code)}";

    /// <param name="organization">The name of the organization.</param>
    public static string Membership(string organization, string code) =>
        $"{organization}/memberships/{StateCodes.Canonical(code)}";

    /// <param name="question">The name of the question.</param>
    public static string Position(string question, string code) => $"{question}/positions/{StateCodes.Canonical(code)}";

    public static string Recognition(string recognizer, string subject) =>
        $"recognitions/{StateCodes.Canonical(recognizer)}-{StateCodes.Canonical(subject)}";

    public static string Precedent(string code) => $"precedents/{StateCodes.Canonical(code)}";

    public static string Partnership(string party, string partner) => $"partnerships/{party}-{partner}";

    public static bool IsMilestone(string name) => name.StartsWith("milestones/", StringComparison.Ordinal);

    public static bool IsRecommendation(string name) => name.StartsWith("recommendations/", StringComparison.Ordinal);

    public static bool IsBallot(string name) => name.Contains("/ballots/", StringComparison.Ordinal);

    /// <summary>The name of the resource that contains another: Parent("questions/q/positions/AL") is questions/q.</summary>
    public static string Parent(string name) => name[..name.IndexOf('/', name.IndexOf('/') + 1)];

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
