using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Ballots;
using KosovoNato.Rules.Facts;

namespace KosovoNato.Recommendations.Queries;

/// <summary>Returns everything that the three services know about one state and Kosovo, from one snapshot.</summary>
static class GetCountryProfile
{
    // Two thousand entries of about a kilobyte fit into 4 MB, the default limit of clients.
    const int MaxDependents = 1_000;

    public static readonly Query<GetCountryProfileRequest, RecommendationScenario, GetCountryProfileResponse> Query = new(Check, Answer);

    static void Check(GetCountryProfileRequest request, FieldViolations violations)
    {
        StateCodes.Check(request.State, violations, "state");
        violations.Require(StateCodes.Canonical(request.State) != DefaultSubject.Default, "state",
            $"must not be {DefaultSubject.Default}: a profile is about the conduct of another state toward {DefaultSubject.Default}");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.All);
    }

    static GetCountryProfileResponse Answer(GetCountryProfileRequest request, RecommendationScenario world)
    {
        var resources = world.Tree.Facts.Resources;
        var state = resources.Get<State>(ResourceNames.State(request.State));
        var code = ResourceNames.Id(state.Name);
        var record = new CountryRecord(code, world);
        List<CountryDecision> decisions = [.. CountryDecisions.Of(code, world)];
        var dependents = new ListDependents(state.Name, world);
        return new()
        {
            State = UnMembership.On(state, resources, world.Day),
            Recognition = record.Recognition,
            Memberships = { record.Memberships },
            Positions = { record.Positions },
            Votes = { record.Votes },
            Partnership = record.Partnership,
            Decisions = { decisions },
            InferenceBacktest = decisions.Any(decision => decision.Stance.Basis == AssessedStanceBasis.Inferred)
                ? InferenceBacktest.TotalOf(DefaultSubject.Default, world.Tree.Facts)
                : null,
            Milestones = { dependents.Milestones.Take(MaxDependents).Select(one => dependents.OfMilestone(one.Name, one.Way)) },
            Recommendations = { dependents.All.Take(MaxDependents).Select(one => dependents.Of(one.Name, one.Way)) },
            OmittedMilestoneCount = Math.Max(dependents.Milestones.Count - MaxDependents, 0),
            OmittedRecommendationCount = Math.Max(dependents.All.Count - MaxDependents, 0),
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
            UpstreamRevisions = { world.Provenance.Followed },
        };
    }
}
