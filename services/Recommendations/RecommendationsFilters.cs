using KosovoNato.Serving.Requests;

namespace KosovoNato.Recommendations;

/// <summary>The filters of List, Watch and Diff.</summary>
static class RecommendationsFilters
{
    public static ResourceFilters All { get; } = new ResourceFilters(RecommendationsModule.Schema)
        .WithTypes((RecommendationsFilter filter, FieldViolations at) => FilterChecks.Listed(filter.Types_, at, "types"))
        .Add((DocumentFilter filter, FilterScope scope) => new FilterConditions<Document>(scope.Violations)
            .Ids(filter.Ids, "ids", document => ResourceNames.Id(document.Name))
            .Matches)
        .Add((RecommendationFilter filter, FilterScope scope) => new FilterConditions<Recommendation>(scope.Violations)
            .Ids(filter.Documents, "documents", recommendation => recommendation.Document)
            .Ids(filter.Parents, "parents", recommendation => recommendation.Parent)
            .Listed(filter.Statuses, "statuses", recommendation => recommendation.Status)
            .Listed(filter.Forces, "forces", recommendation => recommendation.Force)
            .Ids([.. filter.Addressees.Select(StateCodes.Canonical)], "addressees", recommendation => recommendation.Addressee)
            .Listed(filter.Responses, "responses", recommendation => recommendation.Response?.Kind ?? ResponseKind.None)
            .Listed(filter.Progress, "progress", recommendation => recommendation.Progress.Kind)
            .Flag(filter.HasDivergence ? filter.Divergence : null, recommendation => recommendation.Progress.Divergence)
            .Ids(filter.Milestones, "milestones", recommendation => recommendation.Links.Select(link => link.Milestone))
            .Matches);
}
