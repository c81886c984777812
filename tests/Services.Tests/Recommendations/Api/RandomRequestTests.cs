namespace KosovoNato.Services.Tests.Recommendations.Api;

public sealed class RandomRequestTests(SharedStores stores)
{
    static readonly string[] Texts =
    [
        "paper", "R1", "R1.1", "R2", "s1", "2024-11", "documents/-", "recommendations/R2", "recommendations/R1/x", "milestones/path-pfp",
        "path-pfp", "states/ES",
        "XK-DE", "2025-12-23", "summary", "parent_recommendation", "number", "strength", "milestone_links", "https://example.org/",
        "978-9951-842-31-0",
    ];

    static readonly string[] Names = ["documents/paper", "recommendations/R1", "recommendations/R1.1"];

    [Fact]
    public Task No_odd_request_causes_an_internal_error() => RunningService.On(stores, async service =>
    {
        await service.Situation.DocumentAsync();
        await service.Situation.OpenAsync("R1");
        await service.Situation.DraftAsync("R1.1", "R1");
        await new RandomRequests(Random.Shared.Next(), Texts, Names).AssertNoFaultAsync(service, StressMode.Rounds(10, 60, 2_000));
    });
}
