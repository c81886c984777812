using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

public sealed class RandomRequestTests(SharedStores stores)
{
    static readonly string[] Texts =
    [
        "ES", "strict", "a1", "a2", "p1", "states/XKX", "organizations/-", "recognitions/AL-XKX", "recognitions/AL", "recognitions/-",
        "countingRules/strict",
        "sources/s", "path-pfp", "kfor", "XK-DE", "assumed:nato:GRANT_MAP:XK", "date", "valid_to", "valid_from", "decided_on", "votes",
    ];

    static readonly string[] Names = ["states/AL", "organizations/nato", "organizations/nato/memberships/AL", "recognitions/AL-XK",
        "questions/q", "questions/q/positions/AL", "questions/q/ballots/1"];

    [Fact]
    public Task No_odd_request_causes_an_internal_error() => RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "ES", "XK");
        await service.Situation.OrganizationAsync("nato", "GRANT_MAP", "AL", "ES");
        await service.Situation.DraftAsync("q", "nato", "GRANT_MAP");
        await service.Situation.ActAsync("AL", ActKind.Granted, "2008-02-18");
        await service.Situation.BallotAsync("questions/q/ballots/1", "2015-11-09", ("AL", VoteChoice.For), ("ES", VoteChoice.Against));
        await new RandomRequests(Random.Shared.Next(), Texts, Names).AssertNoFaultAsync(service, StressMode.Rounds(6, 40, 2_000));
    });
}
