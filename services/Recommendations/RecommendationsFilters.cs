using KosovoNato.Serving.Requests;

namespace KosovoNato.Recommendations;

/// <summary>The filters of List, Watch and Diff.</summary>
static class RecommendationsFilters
{
    public static ResourceFilters All { get; } = new ResourceFilters(RecommendationsModule.Schema)
        .WithTypes((RecommendationsFilter filter, FieldViolations at) => FilterChecks.Listed(filter.ResourceTypes, at, "resource_types"))
        .Add((DocumentFilter filter, FilterScope scope) => new FilterConditions<Document>(scope.Violations)
            .Names("documents", filter.Names, "names", document => document.Name)
            .Matches)
        .Add((RecommendationFilter filter, FilterScope scope) => new FilterConditions<Recommendation>(scope.Violations)
            .Names("documents", filter.Documents, "documents", recommendation => recommendation.Document)
            .Names("recommendations", filter.ParentRecommendations, "parent_recommendations",
                recommendation => recommendation.ParentRecommendation)
            .Listed(filter.Statuses, "statuses", recommendation => recommendation.Status)
            .Listed(filter.Strengths, "strengths", recommendation => recommendation.Strength)
            .StatesOrOrganizations(filter.Addressees, "addressees", recommendation => [recommendation.Addressee])
            .Listed(filter.Responses, "responses", recommendation => recommendation.Response?.Kind ?? AddresseeResponseKind.None)
            .Listed(filter.Progress, "progress", recommendation => recommendation.Progress.Kind)
            .Flag(filter.HasDivergence ? filter.Divergence : null, recommendation => recommendation.Progress.Divergence)
            .Names("milestones", filter.Milestones, "milestones",
                recommendation => recommendation.MilestoneLinks.Select(link => link.Milestone))
            .Matches);
}
