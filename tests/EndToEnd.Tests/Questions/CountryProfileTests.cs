using System.Text.Json.Nodes;
using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using static KosovoNato.EndToEnd.Tests.Questions.SeedFacts;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>Compares profiles with the seeds, and with the queries of the three services that a profile summarizes.</summary>
public sealed class CountryProfileTests(SeededServices seeded) : IClassFixture<SeededServices>
{
    // Days before and after a recognition, a withdrawal or a vote.
    static readonly Dictionary<string, string[]> Days = new()
    {
        ["BA"] = ["2013-01-01", "2020-01-01", "2025-12-23"],
        ["BS"] = ["2015-11-09", "2024-01-01", "2025-12-23"],
        ["GH"] = ["2012-01-22", "2012-01-23", "2019-11-11", "2019-11-12", "2025-12-23"],
        ["GR"] = ["2015-11-08", "2015-11-09", "2025-12-23"],
        ["HU"] = ["2008-03-18", "2008-03-19", "2023-04-23", "2023-04-24", "2025-12-23"],
        ["RS"] = ["2025-12-23"],
        ["SK"] = ["2008-03-01", "2025-12-23"],
        ["US"] = ["2008-02-17", "2008-02-18", "2022-05-09", "2022-05-10", "2025-12-23"],
    };

    public static IEnumerable<TheoryDataRow<string, string>> Profiles =>
        Days.SelectMany(state => state.Value.Select(day => new TheoryDataRow<string, string>(state.Key, day)));

    ThreeServices Services => seeded.Services;

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task A_profile_matches_the_seeds(string state, string day)
    {
        var profile = JsonNode.Parse(JsonFormatter.Default.Format(await ProfileAsync(state, day)))!;
        Assert.Equal(new SeedProfile(state, new(day)).Lines(), Lines(profile));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task A_profile_matches_the_queries_of_the_services(string state, string day)
    {
        foreach (var mode in (PartialDateMode[])[PartialDateMode.Possible, PartialDateMode.Certain])
        {
            var profile = await ProfileAsync(state, day, mode);
            await AssertRecordedAsync(profile, state, day, mode);
            await AssertDependentsAsync(profile, state, day, mode);
            foreach (var decision in profile.Decisions)
            {
                await AssertAssessedAsync(decision, state, day, mode);
            }

            Assert.Equal(
                profile.Decisions.Any(one => one.Stance.Basis == AssessedStanceBasis.Inferred)
                    ? (await Services.RecognitionRpc.BacktestInferenceAsync(new() { AsOf = day, PartialDateMode = mode })).Total
                    : null,
                profile.InferenceBacktest);
        }
    }

    async Task AssertRecordedAsync(GetCountryProfileResponse profile, string state, string day, PartialDateMode mode)
    {
        Assert.Equal(
            (await Services.RecognitionRpc.GetStateAsync(new() { Name = $"states/{state}", AsOf = day, PartialDateMode = mode })).State,
            profile.State);
        Assert.Equal(
            (await Services.RecognitionRpc.GetRecognitionAsync(
                new() { Name = $"recognitions/{state}-XK", AsOf = day, PartialDateMode = mode })).Recognition,
            profile.Recognition.Recognition);
        Assert.Equal(
            (await Services.RecognitionRpc.ListMembershipsAsync(
                new() { Parent = "organizations/-", Filter = new() { States = { state } }, AsOf = day, PartialDateMode = mode }))
                .Memberships.Where(membership => membership.Periods.Count > 0)
                .OrderBy(membership => membership.Name.Split("/memberships/")[0], StringComparer.Ordinal),
            profile.Memberships.Select(one => one.Membership));
        Assert.Equal(
            (await Services.RecognitionRpc.ListVotingRecordAsync(new() { State = state, AsOf = day, PartialDateMode = mode })).Votes
                .OrderBy(vote => vote.Date, StringComparer.Ordinal),
            profile.Votes);
        Assert.Equal(
            (await Services.MilestoneRpc.ListPartnershipsAsync(
                new() { Filter = new() { Partners = { state } }, AsOf = day, PartialDateMode = mode })).Partnerships,
            profile.Partnership is { } with ? [with.Partnership] : []);
    }

    async Task AssertDependentsAsync(GetCountryProfileResponse profile, string state, string day, PartialDateMode mode)
    {
        Assert.Equal(
            (await Services.RecommendationRpc.ListDependentsAsync(
                new() { Name = $"states/{state}", AsOf = day, PartialDateMode = mode, PageSize = 1_000 })).Dependents,
            profile.Recommendations);
        var readiness = (await Services.MilestoneRpc.GetReadinessAsync(
            new() { AsOf = day, PartialDateMode = mode, PageSize = 1_000 })).Milestones.ToDictionary(one => one.Milestone);
        Assert.All(profile.Milestones, one => Assert.Equal(
            (readiness[one.Milestone].Title, readiness[one.Milestone].Status, readiness[one.Milestone].Readiness),
            (one.Title, one.Status, one.Readiness)));
    }

    async Task AssertAssessedAsync(CountryDecision decision, string state, string day, PartialDateMode mode)
    {
        var assessed = await Services.RecognitionRpc.AssessDecisionAsync(
            new() { Organization = decision.Organization, Decision = decision.Decision, AsOf = day, PartialDateMode = mode });
        Assert.Equal(assessed.Stances.Single(stance => stance.State == state), decision.Stance);
        Assert.Equal(
            (assessed.Question, assessed.Verdict, assessed.HasNeededCount, assessed.NeededCount),
            (decision.Question, decision.Verdict.Verdict, decision.Verdict.HasNeededCount, decision.Verdict.NeededCount));
        Assert.Equal(
            (assessed.BlockingStates, assessed.UnknownStates), (decision.Verdict.BlockingStates, decision.Verdict.UnknownStates));
        Assert.Equal(
            assessed.Verdict == Verdict.Blocked && assessed.BlockingStates.Contains(state), decision.BlockingRole != BlockingRole.None);
    }

    async Task<GetCountryProfileResponse> ProfileAsync(string state, string day, PartialDateMode mode = PartialDateMode.Possible) =>
        await Services.RecommendationRpc.GetCountryProfileAsync(new() { State = state, AsOf = day, PartialDateMode = mode });

    static IEnumerable<string> Lines(JsonNode profile) =>
    [
        $"recognition {Short(profile["recognition"]!["recognition"], "status", "RECOGNITION_STATUS_")}, "
            + $"{Items(profile["recognition"]!["recognition"], "acts").Count()} acts",
        .. Items(profile, "memberships").Select(one =>
            $"{Text(one["membership"], "name")} {((bool?)one["unknown"] == true ? "?" : Text(one, "role"))}"),
        .. Items(profile, "positions").Select(one => $"{Text(one["position"], "name")} {Text(one, "stance")}"),
        .. Items(profile, "votes").Select(one =>
            $"{Text(one, "ballot")} {Text(one, "choice")} toward XK {Short(one, "stanceTowardSubject", "STANCE_")}, "
            + $"recognized {(bool?)one["recognized"] == true}"),
        .. profile["partnership"] is { } with ? [$"partnership {Text(with["partnership"], "status")}"] : Array.Empty<string>(),
        .. Items(profile, "decisions").Select(DecisionLine),
        .. Items(profile, "milestones").Where(IsDirect).Select(one => Text(one, "milestone")),
        .. Items(profile, "recommendations").Where(IsDirect).Select(one => Text(one, "recommendation")),
    ];

    static string DecisionLine(JsonObject decision)
    {
        var (organization, name) = (Text(decision, "organization"), Text(decision, "decision"));
        var rule = SeedDecisions.Rule(organization, name);
        var blocking = (decision["verdict"]!["blockingStates"] as JsonArray ?? []).Select(state => (string?)state);
        return $"{organization} {name} {Short(decision["stance"], "countedStance", "COUNTED_STANCE_")} "
            + Short(decision["stance"], "basis", "ASSESSED_STANCE_BASIS_")
            + (SeedProfile.IsVeto(Text(rule, "votingRule")) && (bool?)rule!["abstentionBlocks"] != true
                ? $", {Short(decision, "blockingRole", "BLOCKING_ROLE_")} of {string.Join(' ', blocking)}"
                : "");
    }

    /// <summary>Whether a dependent refers to the state itself, or to an organization or a resource that does.</summary>
    static bool IsDirect(JsonObject dependent) => (dependent["path"] as JsonArray ?? []).All(step =>
        !((string)step!).StartsWith("milestones/", StringComparison.Ordinal)
        && !((string)step!).StartsWith("recommendations/", StringComparison.Ordinal));

    static string Short(JsonNode? node, string field, string prefix) =>
        Text(node, field) is { Length: > 0 } text ? text[prefix.Length..] : "";
}
