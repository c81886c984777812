using KosovoNato.Serving.Requests;

namespace KosovoNato.Milestones;

/// <summary>The filters of List, Watch and Diff.</summary>
static class MilestonesFilters
{
    public static ResourceFilters All { get; } = new ResourceFilters(MilestonesModule.Schema)
        .WithTypes((MilestonesFilter filter, FieldViolations at) => FilterChecks.Listed(filter.ResourceTypes, at, "resource_types"))
        .Add((TrackFilter filter, FilterScope scope) => new FilterConditions<Track>(scope.Violations)
            .Names("tracks", filter.Names, "names", track => track.Name)
            .Matches)
        .Add((MilestoneFilter filter, FilterScope scope) => new FilterConditions<Milestone>(scope.Violations)
            .Names("tracks", filter.Tracks, "tracks", milestone => milestone.Track)
            .Listed(filter.Kinds, "kinds", milestone => milestone.Kind)
            .Listed(filter.Statuses, "statuses", milestone => milestone.Status)
            .Listed(filter.Readiness, "readiness", milestone => milestone.Outlook?.Readiness ?? Readiness.Unspecified)
            .StatesOrOrganizations(filter.BlockedBy, "blocked_by",
                milestone => milestone.Blockers.Where(blocker => blocker.Status == BlockerStatus.Open).Select(blocker => blocker.Origin))
            .Names("milestones", filter.DependsOn, "depends_on",
                milestone => milestone.Dependencies.Select(dependency => dependency.Milestone))
            .Listed(filter.Confidences, "confidences", milestone => milestone.Evidence.Confidence)
            .Flag(filter.HasCorrected ? filter.Corrected : null, milestone => milestone.Corrections.Count > 0)
            .Matches)
        .Add((IndicatorFilter filter, FilterScope scope) => new FilterConditions<Indicator>(scope.Violations)
            .Ids(filter.Topics, "topics", indicator => indicator.Topic)
            .Codes(filter.States, "states", indicator => indicator.State)
            .Matches)
        .Add((PrecedentFilter filter, FilterScope scope) => new FilterConditions<Precedent>(scope.Violations)
            .Listed(filter.Outcomes, "outcomes", precedent => precedent.Outcome)
            .Matches)
        .Add((CentreFilter filter, FilterScope scope) => new FilterConditions<Centre>(scope.Violations)
            .Codes(filter.Hosts, "hosts", centre => centre.Host)
            .Ids(filter.Domains, "domains", centre => centre.Domains)
            .Flag(filter.HasNatoAccredited ? filter.NatoAccredited : null, centre => centre.NatoAccredited)
            .Matches)
        .Add((AgreementFilter filter, FilterScope scope) => new FilterConditions<Agreement>(scope.Violations)
            .Listed(filter.Statuses, "statuses", agreement => agreement.Status)
            .Names("centres", filter.Centres, "centres", agreement => agreement.Centre)
            .Codes(filter.States, "states", agreement => agreement.State)
            .Matches)
        .Add((PartnershipFilter filter, FilterScope scope) => new FilterConditions<Partnership>(scope.Violations)
            .Codes(filter.Partners, "partners", partnership => partnership.Partner)
            .Listed(filter.Statuses, "statuses", partnership => partnership.Status)
            .Listed(filter.Activities, "activities", partnership => partnership.Activities.Select(activity => activity.Kind))
            .Matches);
}
