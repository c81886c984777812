namespace KosovoNato.Recommendations.Wording;

/// <summary>Which recommendations a List or a Watch selects.</summary>
static class RecommendationQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Recommendation, bool>? Filter(RecommendationFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var documents = Filters.Ids(filter.Documents, violations, "documents");
        var parents = Filters.Ids(filter.Parents, violations, "parents");
        var statuses = Filters.Listed(filter.Statuses, violations, "statuses");
        var forces = Filters.Listed(filter.Forces, violations, "forces");
        var addressees = Filters.Ids([.. filter.Addressees.Select(Codes.Canonical)], violations, "addressees");
        var responses = Filters.Listed(filter.Responses, violations, "responses");
        var progress = Filters.Listed(filter.Progress, violations, "progress");
        var milestones = Filters.Ids(filter.Milestones, violations, "milestones");
        return recommendation =>
            Filters.Has(documents, recommendation.Document)
            && Filters.Has(parents, recommendation.Parent)
            && Filters.Has(statuses, recommendation.Status)
            && Filters.Has(forces, recommendation.Force)
            && Filters.Has(addressees, recommendation.Addressee)
            && Filters.Has(responses, recommendation.Response?.Kind ?? ResponseKind.None)
            && Filters.Has(progress, recommendation.Progress.Kind)
            && (!filter.HasDivergence || filter.Divergence == recommendation.Progress.Divergence)
            && (milestones is null || recommendation.Links.Any(link => milestones.Contains(link.Milestone)));
    }
}
