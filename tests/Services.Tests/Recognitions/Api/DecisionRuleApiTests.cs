using KosovoNato.Recognitions.V1;

namespace KosovoNato.Services.Tests.Recognitions.Api;

/// <summary>The result of each voting rule for the same stances: + in favor, 0 no objection, ~ abstains, - against, ? unknown.</summary>
public sealed class DecisionRuleApiTests(SharedStores stores)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(VotingRule.Consensus, "", "AL+ BE0 ES~", "MET, needed 0")]
    [InlineData(VotingRule.Consensus, "", "AL+ BE- ES?", "BLOCKED, needed 2, blockers BE, unknowns ES, change BE ES of BE ES")]
    [InlineData(VotingRule.Consensus, "", "AL+ BE0 ES?", "UNDETERMINED, needed 1, unknowns ES, change ES of ES")]
    [InlineData(VotingRule.Unanimity, "", "AL+ BE~ ES0", "MET, needed 0")]
    [InlineData(VotingRule.Unanimity, "", "AL+ BE- ES~", "BLOCKED, needed 1, blockers BE, change BE of BE")]
    [InlineData(VotingRule.SimpleMajority, "", "AL+ BE- ES?", "UNDETERMINED, needed 1 of 2, blockers BE, unknowns ES, change BE of BE ES")]
    [InlineData(VotingRule.SimpleMajority, "", "AL+ BE- ES~", "BLOCKED, needed 1 of 2, blockers BE, change BE of BE ES")]
    [InlineData(VotingRule.SimpleMajority, "", "AL+ BE+ ES-", "MET, needed 0 of 2")]
    [InlineData(VotingRule.QualifiedMajority, "2/3", "AL+ BE+ ES- GR~", "BLOCKED, needed 1 of 3, blockers ES GR, change ES of ES GR")]
    [InlineData(VotingRule.QualifiedMajority, "2/3 of votes cast", "AL+ BE+ ES- GR~", "MET, needed 0 of 2")]
    [InlineData(VotingRule.QualifiedMajority, "most of them", "AL+ BE+ ES+ GR-", "UNDETERMINED")]
    [InlineData(VotingRule.SecurityCouncil, "", "FR+ GB+", "UNDETERMINED, needed 7 of 9, unknowns CN RU US, seats 10")]
    [InlineData(VotingRule.SecurityCouncil, "", "CN- FR+ GB+ RU- US+", "BLOCKED, needed 6 of 9, blockers CN RU, seats 10")]
    [InlineData(VotingRule.SecurityCouncil, "", "AL+ BE+ CN~ DE+ ES+ FR+ GB+ GR+ RU~ US+",
        "UNDETERMINED, needed 1 of 9, seats 5, change CN of CN RU")]
    [InlineData(VotingRule.SecurityCouncil, "", "AL+ BE+ CN~ DE+ ES+ FR+ GB+ GR+ IT0 RU~ US+", "MET, needed 0 of 9, seats 4")]
    [InlineData(VotingRule.SecurityCouncil, "", "AL+ BE+ CN~ DE+ ES+ FR+ GB+ GR+ IT0 RU- US+",
        "BLOCKED, needed 1 of 9, blockers RU, seats 4, change RU of RU")]
    public Task An_assessment_names_the_blocking_states_and_the_needed_votes(
        VotingRule rule, string threshold, string stances, string expected) =>
        RunningService.On(stores, async service =>
        {
            var members = stances.Split(' ').ToDictionary(member => member[..2], member => member[2]);
            await service.Situation.StatesAsync([.. members.Keys, "XK"]);
            await service.Situation.OrganizationAsync("club", "ADMIT_MEMBER", rule, threshold, [.. members.Keys]);
            await service.Situation.DraftAsync("q", "club", "ADMIT_MEMBER");
            foreach (var (code, sign) in members.Where(member => member.Value != '?'))
            {
                await service.Situation.PositionAsync("q", code, StanceOf(sign), "2020");
            }

            var answer = await AssessAsync(service);
            Assert.Equal(expected, Text(answer));
            if (answer.SmallestChange.Count > 0)
            {
                var met = await AssessAsync(service, answer.SmallestChange);
                Assert.Equal("MET", Text(met)[..3]);
            }
        });

    [Theory]
    [InlineData(false, "MET, needed 0")]
    [InlineData(true, "BLOCKED, needed 1, blockers ES, change ES of ES")]
    public Task An_abstention_prevents_unanimity_if_the_rule_says_so(bool abstentionBlocks, string expected) =>
        RunningService.On(stores, async service =>
    {
        await service.Situation.StatesAsync("AL", "ES", "XK");
        await service.Situation.OrganizationAsync("club", "ADMIT_MEMBER", VotingRule.Unanimity, "", "AL", "ES");
        await CorrectAsync(VotingRule.Unanimity);
        await service.Situation.DraftAsync("q", "club", "ADMIT_MEMBER");
        await service.Situation.PositionAsync("q", "AL", Stance.Support, "2020");
        await service.Situation.PositionAsync("q", "ES", Stance.Abstain, "2020");
        Assert.Equal(expected, Text(await AssessAsync(service)));
        await (abstentionBlocks
            ? ErrorAssert.ForFields(() => CorrectAsync(VotingRule.Consensus), "organization.decision_rules[0].abstention_blocks")
            : CorrectAsync(VotingRule.Consensus));

        async Task CorrectAsync(VotingRule rule) => await service.Client.CorrectOrganizationAsync(
            new()
            {
                Organization = new()
                {
                    Name = "organizations/club",
                    DecisionRules =
                        { new DecisionRule { Decision = "ADMIT_MEMBER", VotingRule = rule, Electorate = "MEMBERS",
                            AbstentionBlocks = abstentionBlocks, Evidence = RecognitionFactory.Cited() } },
                },
                UpdateMask = new() { Paths = { "decision_rules" } },
                RequestId = Situations.NewId(),
            }, cancellationToken: Cancellation);
    });

    static async Task<AssessDecisionResponse> AssessAsync(
        RunningService service, params IEnumerable<Assumptions.V1.Assumption> assumptions) =>
        await service.Client.AssessDecisionAsync(
            new() { Organization = "organizations/club", Decision = "ADMIT_MEMBER", Assumptions = { assumptions } },
            cancellationToken: Cancellation);

    static Stance StanceOf(char sign) => sign switch
    {
        '+' => Stance.Support,
        '0' => Stance.NoObjection,
        '~' => Stance.Abstain,
        _ => Stance.Oppose,
    };

    static string Text(AssessDecisionResponse answer) =>
        $"{answer.Verdict.ToString().ToUpperInvariant()}"
        + (answer.HasNeededCount ? $", needed {answer.NeededCount}" : "")
        + (answer.HasRequiredVotes ? $" of {answer.RequiredVotes}" : "")
        + Listed("blockers", answer.BlockingStates)
        + Listed("unknowns", answer.HasNeededCount ? answer.UnknownStates : [])
        + (answer.UnrecordedSeatCount > 0 ? $", seats {answer.UnrecordedSeatCount}" : "")
        + Listed("change", answer.SmallestChange.Select(change => change.Position.State))
        + (answer.SmallestChangeStates.Count > 0 ? $" of {string.Join(' ', answer.SmallestChangeStates)}" : "");

    static string Listed(string what, IEnumerable<string> codes) => codes.Any() ? $", {what} {string.Join(' ', codes)}" : "";
}
