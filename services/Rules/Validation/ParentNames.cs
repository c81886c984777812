namespace KosovoNato.Rules.Validation;

/// <summary>Parents in lists of what lies under them.</summary>
public static class ParentNames
{
    /// <summary>The beginning of the names under the parent; of all names for organizations/- and the like.</summary>
    public static string Prefix(string parent, string collection, FieldViolations violations)
    {
        if (parent == $"{collection}/-")
        {
            return "";
        }

        violations.Require(parent.Split('/') is [var first, var id] && first == collection && ResourceId.IsValid(id), "parent",
            $"must be {collection}/ and an id, or {collection}/- for all");
        return $"{parent}/";
    }
}
