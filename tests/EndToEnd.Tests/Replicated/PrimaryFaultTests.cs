using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>Acknowledged and delivered revisions survive the loss of a replicated store's primary, and reads never stop.</summary>
public sealed class PrimaryFaultTests
{
    public static TheoryData<string> Faults { get; } = FaultCampaign.Faults(ofPrimary: true);

    [Fact]
    public Task A_killed_primary_is_replaced_and_nothing_is_lost() =>
        FaultCampaign.RunAsync(["primary killed and back after it was replaced"], broker: null);

    [Theory(Explicit = true)]
    [MemberData(nameof(Faults))]
    public Task Nothing_is_lost(string fault) => FaultCampaign.RunWithBrokerAsync(Enumerable.Repeat(fault, StressMode.Rounds(1, 20)));
}
