using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>
/// Acknowledged and delivered revisions survive the loss of a replica, a sentinel, the broker or an instance of the service. A separate
/// class, because xunit runs classes in parallel.
/// </summary>
public sealed class ServerFaultTests
{
    public static TheoryData<string> Faults { get; } = FaultCampaign.Faults(ofPrimary: false);

    [Theory(Explicit = true)]
    [MemberData(nameof(Faults))]
    public Task Nothing_is_lost(string fault) => FaultCampaign.RunWithBrokerAsync(Enumerable.Repeat(fault, StressMode.Rounds(1, 20)));

    [Fact(Explicit = true)]
    public Task Nothing_is_lost_in_a_row_of_faults()
    {
        var names = StoreFaults.All.Keys.ToArray();
        return FaultCampaign.RunWithBrokerAsync(
            Enumerable.Range(0, StressMode.Rounds(6, 200)).Select(_ => names[Random.Shared.Next(names.Length)]));
    }
}
