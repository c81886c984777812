using KosovoNato.Deploy.Tests.Rules;

namespace KosovoNato.Deploy.Tests;

/// <summary>Tests of the rules: each reports the mistakes that are planted for it.</summary>
public sealed class PlantTests(Deployments deployments)
{
    public static TheoryData<int, string> Plants =>
        [.. Plant.All.Select(
            (plant, index) => new TheoryDataRow<int, string>(index, plant.Blamed) { Explicit = !IsFirstOfItsRule(plant) })];

    [Theory]
    [MemberData(nameof(Plants))]
    public void A_planted_mistake_is_reported(int index, string blamed)
    {
        var plant = Plant.All[index];
        var changed = deployments.Changed(deployments.Overlay(plant.Overlay), plant.Change);
        var violations = ManifestRule.Named(plant.Rule).Violations(changed).ToList();
        Assert.True(violations.Any(violation => violation.Contains(blamed, StringComparison.Ordinal)), "It is not reported: "
            + $"{string.Join('\n', violations)}");
    }

    static bool IsFirstOfItsRule(Plant plant) => Plant.All.First(other => other.Rule == plant.Rule) == plant;

    [Fact]
    public void Every_rule_has_a_planted_mistake() =>
        Assert.Equal(ManifestRule.All.Select(rule => rule.Name).Order(), Plant.All.Select(plant => plant.Rule).Distinct().Order());
}
