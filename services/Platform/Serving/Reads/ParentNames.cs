using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Reads;

/// <summary>Parents in lists of child resources.</summary>
static class ParentNames
{
    /// <summary>
    /// Returns the prefix of all names under a parent. Empty if the parent is a wildcard, for example <c>organizations/-</c>.
    /// </summary>
    public static string Prefix(string parent, string collection, FieldViolations violations)
    {
        if (parent == $"{collection}/-")
        {
            return "";
        }

        violations.Require(parent.Split('/') is [var first, var id] && first == collection && ResourceId.IsValid(id), "parent",
            $"must be {collection}/ and an ID, or {collection}/- for all parents");
        return $"{parent}/";
    }
}
