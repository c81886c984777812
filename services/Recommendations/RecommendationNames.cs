using KosovoNato.Kernel;
using KosovoNato.Storage;

namespace KosovoNato.Recommendations;

/// <summary>Names of resources: how they are made and checked.</summary>
static class RecommendationNames
{
    public static string Document(string id) => $"documents/{id}";

    public static string Recommendation(string id) => $"recommendations/{id}";

    public static string Milestone(string id) => $"milestones/{id}";

    public static string Organization(string id) => $"organizations/{id}";

    public static string Partnership(string id) => $"partnerships/{id}";

    public static string Centre(string id) => $"centres/{id}";

    public static bool IsRecommendation(string name) => name.StartsWith("recommendations/", StringComparison.Ordinal);

    public static bool IsMilestone(string name) => name.StartsWith("milestones/", StringComparison.Ordinal);

    /// <summary>The id in a name: Id("recommendations/R1.1") is R1.1.</summary>
    public static string Id(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public static void CheckDocument(string name, FieldViolations violations, string field = "name") => Check("documents", name, violations, field);

    public static void CheckRecommendation(string name, FieldViolations violations, string field = "name") => Check("recommendations", name, violations, field);

    /// <summary>The name of anything, whichever service keeps it: collections and ids in turn.</summary>
    public static void CheckAny(string name, FieldViolations violations, string field)
    {
        var parts = name.Split('/');
        violations.Require(
            parts.Length is 2 or 4 && parts.Where((_, place) => place % 2 == 0).All(IsCollection) && parts.Where((_, place) => place % 2 == 1).All(id => ResourceId.IsValid(id)),
            field, $"must be the name of a resource of any service, such as states/ES: a collection and an id of {ResourceId.Rule}");
    }

    public static void CheckId(string id, FieldViolations violations, string field) =>
        violations.Require(ResourceId.IsValid(id), field, $"must be an id of {ResourceId.Rule}");

    public static void CheckIdOrEmpty(string id, FieldViolations violations, string field) =>
        violations.Require(id.Length == 0 || ResourceId.IsValid(id), field, $"must be empty or an id of {ResourceId.Rule}");

    /// <summary>The code of a state or the id of an organization. They are not looked up: another service keeps them.</summary>
    public static void CheckStateOrOrganization(string party, FieldViolations violations, string field) =>
        violations.Require(ResourceId.IsValid(party), field, $"must be {StateCodes.Rule}, or the id of an organization, such as nato");

    static bool IsCollection(string word) => word.Length > 0 && char.IsAsciiLetterLower(word[0]) && word.All(char.IsAsciiLetter);

    static void Check(string collection, string name, FieldViolations violations, string field) =>
        violations.Require(name.Split('/') is [var first, var id] && first == collection && ResourceId.IsValid(id), field,
            $"must be {collection}/ and an id of {ResourceId.Rule}");
}
