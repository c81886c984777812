namespace KosovoNato.Recommendations.Drafting;

/// <summary>The place of a recommendation: one document, one number in it, and a tree without a circle inside it.</summary>
static class TreePlacement
{
    /// <summary>Refuses a place that is not possible beside the recommendations that are there.</summary>
    public static void Require(Recommendation recommendation, Transaction draft)
    {
        draft.Get<Document>(ResourceNames.Document(recommendation.Document));
        RequireTree(recommendation, draft);
        RequireOwnNumber(recommendation, draft);
    }

    static void RequireTree(Recommendation recommendation, Transaction draft)
    {
        List<string> path = [ResourceNames.Id(recommendation.Name)];
        for (var parent = recommendation.Parent; parent.Length > 0;)
        {
            path.Add(parent);
            if (parent == path[0])
            {
                throw ApiException.RuleViolated("PARENT_CYCLE", recommendation.Name,
                    $"{path[0]} cannot be a part of {path[1]}: that is a part of it, {string.Join(" -> ", path)}. Choose a parent that is "
                    + "not below it.");
            }

            var above = draft.Get<Recommendation>(ResourceNames.Recommendation(parent));
            if (above.Document != recommendation.Document)
            {
                throw ApiException.RuleViolated("PARENT_OF_OTHER_DOCUMENT", recommendation.Name,
                    $"{path[0]} is of the document {recommendation.Document} and cannot be a part of {parent}, which is of "
                    + $"{above.Document}. Choose a parent of the same document.");
            }

            parent = above.Parent;
        }
    }

    // Looked up without relying on every recommendation: commits of this service follow each other strictly.
    static void RequireOwnNumber(Recommendation recommendation, Transaction draft)
    {
        var holder = draft.Resources.List<Recommendation>().FirstOrDefault(other =>
            other.Number == recommendation.Number && other.Document == recommendation.Document && other.Name != recommendation.Name);
        if (holder is not null)
        {
            throw ApiException.RuleViolated("NUMBER_TAKEN", recommendation.Name,
                $"{holder.Name} has the number {recommendation.Number} in the document {recommendation.Document} already. Choose another, "
                + "or correct that one first.");
        }
    }
}
