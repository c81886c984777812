namespace KosovoNato.Recommendations.Drafting;

/// <summary>Which recommendations a List or a Watch selects.</summary>
static class RecommendationFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Recommendation, bool>? Filter(RecommendationFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var documents = FilterChecks.Ids(filter.Documents, violations, "documents");
        var parents = FilterChecks.Ids(filter.Parents, violations, "parents");
        var statuses = FilterChecks.Listed(filter.Statuses, violations, "statuses");
        var forces = FilterChecks.Listed(filter.Forces, violations, "forces");
        var addressees = FilterChecks.Ids([.. filter.Addressees.Select(StateCodes.Canonical)], violations, "addressees");
        var responses = FilterChecks.Listed(filter.Responses, violations, "responses");
        var progress = FilterChecks.Listed(filter.Progress, violations, "progress");
        var milestones = FilterChecks.Ids(filter.Milestones, violations, "milestones");
        return recommendation =>
            FilterChecks.Has(documents, recommendation.Document)
            && FilterChecks.Has(parents, recommendation.Parent)
            && FilterChecks.Has(statuses, recommendation.Status)
            && FilterChecks.Has(forces, recommendation.Force)
            && FilterChecks.Has(addressees, recommendation.Addressee)
            && FilterChecks.Has(responses, recommendation.Response?.Kind ?? ResponseKind.None)
            && FilterChecks.Has(progress, recommendation.Progress.Kind)
            && (!filter.HasDivergence || filter.Divergence == recommendation.Progress.Divergence)
            && (milestones is null || recommendation.Links.Any(link => milestones.Contains(link.Milestone)));
    }
}
