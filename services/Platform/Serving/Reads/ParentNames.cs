using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Reads;

/// <summary>Parents in lists of resources that lie under others.</summary>
static class ParentNames
{
    /// <summary>
    /// The prefix of all names under the parent; empty for <c>organizations/-</c> and the like, which stands for all parents.
    /// </summary>
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
