namespace KosovoNato.Recommendations.Drafting;

/// <summary>The place of a recommendation: one document, a number that is unique in it, and a tree without cycles.</summary>
static class TreePlacement
{
    /// <summary>Rejects a place that conflicts with other recommendations.</summary>
    public static void Require(Recommendation recommendation, Transaction draft)
    {
        draft.Get<Document>(recommendation.Document);
        RequireTree(recommendation, draft);
        RequireOwnNumber(recommendation, draft);
    }

    static void RequireTree(Recommendation recommendation, Transaction draft)
    {
        List<string> path = [recommendation.Name];
        for (var parent = recommendation.ParentRecommendation; parent.Length > 0;)
        {
            path.Add(parent);
            if (parent == path[0])
            {
                throw ApiException.RuleViolated("PARENT_CYCLE", recommendation.Name,
                    $"{path[0]} cannot be a child of {path[1]}, which is below it: {string.Join(" -> ", path)}. Choose a parent that is "
                    + "not below it.");
            }

            var above = draft.Get<Recommendation>(parent);
            if (above.Document != recommendation.Document)
            {
                throw ApiException.RuleViolated("PARENT_OF_OTHER_DOCUMENT", recommendation.Name,
                    $"{path[0]} is from {recommendation.Document} and cannot be a child of {parent}, which is from "
                    + $"{above.Document}. Choose a parent of the same document.");
            }

            parent = above.ParentRecommendation;
        }
    }

    // Reads outside the read set: the commits of a service with a derivation are strictly sequential.
    static void RequireOwnNumber(Recommendation recommendation, Transaction draft)
    {
        var holder = draft.Resources.List<Recommendation>().FirstOrDefault(other =>
            other.Number == recommendation.Number && other.Document == recommendation.Document && other.Name != recommendation.Name);
        if (holder is not null)
        {
            throw ApiException.RuleViolated("NUMBER_TAKEN", recommendation.Name,
                $"{holder.Name} already has the number {recommendation.Number} in {recommendation.Document}. Choose another "
                + "number, or correct that recommendation first.");
        }
    }
}
