using KosovoNato.Deploy.Tests.Rules;

namespace KosovoNato.Deploy.Tests;

/// <summary>
/// Tests of the rules: each rule reports the mistakes planted for it. Explicit, because a change to a manifest cannot break them.
/// </summary>
public sealed class InjectedFaultTests(Deployments deployments)
{
    public static TheoryData<int, string> Plants =>
        [.. InjectedFault.All.Select((plant, index) => (index, plant.Blamed))];

    [Theory(Explicit = true)]
    [MemberData(nameof(Plants))]
    public void A_planted_mistake_is_reported(int index, string blamed)
    {
        var plant = InjectedFault.All[index];
        var changed = deployments.Changed(deployments.Of(plant.Overlay), plant.Change);
        var violations = ManifestRule.Named(plant.Rule).Violations(changed).ToList();
        Assert.True(violations.Any(violation => violation.Contains(blamed, StringComparison.Ordinal)), "It is not reported: "
            + $"{string.Join('\n', violations)}");
    }

    [Fact]
    public void Every_rule_has_a_planted_mistake() =>
        Assert.Equal(ManifestRule.All.Select(rule => rule.Name).Order(), InjectedFault.All.Select(plant => plant.Rule).Distinct().Order());
}
