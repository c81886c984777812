using KosovoNato.Contract.Tests.Rules;

namespace KosovoNato.Contract.Tests;

/// <summary>Tests of the rules: each rule accepts the specimen and reports the faults planted for it.</summary>
public sealed class InjectedFaultTests
{
    public static TheoryData<int, string> Faults => [.. InjectedFault.All.Select((fault, index) => (index, fault.To))];

    [Fact]
    public async Task The_specimen_obeys_every_rule()
    {
        using var workspace = ProtoWorkspace.WithSpecimen();
        var contracts = await Contracts.InAsync(workspace);
        Assert.Contains(contracts.Services, service => service.Name == "SpecimenService");
        Assert.DoesNotContain(
            ContractRule.All.SelectMany(rule => rule.Violations(contracts)),
            violation => violation.Contains("specimens.v1", StringComparison.Ordinal));
    }

    /// <summary>Explicit, because a change to a contract cannot break a rule.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Faults))]
    public async Task A_planted_fault_is_reported(int index, string plant)
    {
        var fault = InjectedFault.All[index];
        using var workspace = ProtoWorkspace.WithSpecimen().Edit(fault.File, fault.From, fault.To);
        var violations = ContractRule.Named(fault.Rule).Violations(await Contracts.InAsync(workspace)).ToList();
        Assert.True(violations.Any(violation => violation.Contains(fault.Blamed, StringComparison.Ordinal)), $"{plant} is not reported: "
            + $"{string.Join('\n', violations)}");
    }

    [Fact]
    public void Every_rule_has_a_planted_fault() =>
        Assert.Equal(ContractRule.All.Select(rule => rule.Name).Order(), InjectedFault.All.Select(fault => fault.Rule).Distinct().Order());
}
