using KosovoNato.Deploy.Tests.Rules;

namespace KosovoNato.Deploy.Tests;

/// <summary>Tests that follow the comments in which components ask operators to add something.</summary>
public sealed class InstructionTests(Deployments deployments)
{
    public static TheoryData<string> Components => [.. Instruction.All.Select(instruction => instruction.Component)];

    [Fact]
    public void Every_component_with_a_placeholder_explains_how_to_replace_it() =>
        Assert.Empty(Instruction.ComponentsWithPlaceholders.Except(Instruction.All.Select(instruction => instruction.Component)));

    [Theory]
    [MemberData(nameof(Components))]
    public void Manifests_obey_the_rules_when_the_comment_of_a_component_is_followed(string component)
    {
        var followed = Instruction.All.Single(instruction => instruction.Component == component);
        var manifests = deployments.Following(followed);
        Assert.NotEmpty(followed.Values);
        Assert.All(followed.Values, value => Assert.Contains(value, manifests.Text, StringComparison.Ordinal));
        Assert.DoesNotMatch(Instruction.Placeholder(), manifests.Text);
        Assert.Empty(
            from rule in ManifestRule.All
            where !rule.Explicit
            from violation in rule.Violations(manifests)
            select $"{rule.Name}: {violation}");
    }
}
