using static KosovoNato.Services.Tests.Milestones.TestWrites;

namespace KosovoNato.Services.Tests.Milestones.Api;

public sealed class RandomRequestTests(SharedStores stores)
{
    static readonly string[] Texts =
    [
        "a", "b", "t", "c", "i", "g", "t1", "b1", "o1", "y1", "milestones/c", "milestones/", "indicators/i", "precedents/AL",
        "precedents/XKX", "centres/c",
        "agreements/g", "partnerships/XK-DE", "partnerships/XKX-DE", "partnerships/XK", "value", "nato_accredited",
    ];

    static readonly string[] Names = ["tracks/t", "milestones/a", "milestones/b"];

    [Fact]
    public Task No_odd_request_causes_an_internal_error() => RunningService.On(stores, async service =>
    {
        await service.Situation.TrackAsync("t");
        await service.Situation.ProposeAsync(Milestone("a"));
        await service.Situation.ProposeAsync(Milestone("b", dependencies: [Requires("a")]));
        await new RandomRequests(Random.Shared.Next(), Texts, Names).AssertNoFaultAsync(service, StressMode.Rounds(10, 40, 2_000));
    });
}
