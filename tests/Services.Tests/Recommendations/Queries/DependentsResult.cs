using KosovoNato.Changes.V1;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Recommendations.V1;
using KosovoNato.Services.Tests.Recommendations.Derivations;

namespace KosovoNato.Services.Tests.Recommendations.Queries;

/// <summary>Helpers for the result of the dependents query.</summary>
static class DependentsResult
{
    public static readonly DateOnly Day = new(2025, 12, 23);

    /// <summary>The dependency paths from each dependent, by ID: the names in between, separated by spaces.</summary>
    public static Dictionary<string, string> Ways(string name, InMemoryResources world, DateOnly? day = null) =>
        Dependents(name, world, day).ToDictionary(
            dependent => ResourceNames.Id(dependent.Recommendation), dependent => string.Join(' ', dependent.Path));

    public static IReadOnlyList<Dependent> Dependents(string name, InMemoryResources world, DateOnly? day = null)
    {
        var found = new ListDependents(name, RecommendationScenario.Of(world, day ?? Day, PartialDateMode.Possible));
        return [.. found.All.Select(one => found.Of(one.Name, one.Way))];
    }
}
