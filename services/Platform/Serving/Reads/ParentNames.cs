using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Reads;

/// <summary>Parents in lists of child resources.</summary>
static class ParentNames
{
    /// <summary>Returns the name of the parent; null if it is a wildcard, for example <c>organizations/-</c>.</summary>
    public static string? Parse(string parent, string collection, FieldViolations violations)
    {
        if (parent == $"{collection}/-")
        {
            return null;
        }

        violations.Require(parent.Split('/') is [var first, var id] && first == collection && ResourceId.IsValid(id), "parent",
            $"must be {collection}/ and an ID, or {collection}/- for all parents");
        return parent;
    }
}
