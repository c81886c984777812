using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Replicated;

/// <summary>
/// What was acknowledged or shown survives the loss of any other server of a replicated store, of the broker and of an instance of the
/// service. In a class of its own, so that it runs beside the faults of the primary.
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
