namespace KosovoNato.Rules;

/// <summary>Names of the resources that the rules look for.</summary>
static class ResourceNames
{
    public static string State(string code) => $"states/{StateCodes.Canonical(code)}";

    public static string Organization(string id) => $"organizations/{id}";

    public static string Membership(string organization, string code) => $"organizations/{organization}/memberships/{StateCodes.Canonical(code)}";

    public static string Recognition(string recognizer, string subject) =>
        $"recognitions/{StateCodes.Canonical(recognizer)}-{StateCodes.Canonical(subject)}";

    public static string CountingRule(string id) => $"countingRules/{id}";

    public static string Milestone(string id) => $"milestones/{id}";

    public static string Indicator(string id) => $"indicators/{id}";

    public static string Precedent(string code) => $"precedents/{StateCodes.Canonical(code)}";

    public static string Centre(string id) => $"centres/{id}";

    public static string Partnership(string id) => $"partnerships/{id}";

    /// <summary>The id behind the collection at the place: Id("questions/q/positions/AL", 1) is AL.</summary>
    public static string Id(string name, int place = 0)
    {
        var rest = name.AsSpan();
        for (var i = (place * 2) + 1; i > 0; i--)
        {
            rest = rest[(rest.IndexOf('/') + 1)..];
        }

        return rest.IndexOf('/') is >= 0 and var end ? rest[..end].ToString() : rest.ToString();
    }
}
