namespace KosovoNato.Rules.Decisions;

/// <summary>The fewest stances that would have to change for a decision to be taken.</summary>
/// <param name="Assumptions">One smallest set of stances, ordered by code; empty if the rule is met, or no stances meet it.</param>
/// <param name="Candidates">The codes of all states in any smallest set.</param>
public sealed record SmallestDecisionChange(IReadOnlyList<Assumption> Assumptions, IReadOnlyList<string> Candidates)
{
    /// <summary>No change.</summary>
    public static SmallestDecisionChange None { get; } = new([], []);

    public static SmallestDecisionChange Of(DecisionAssessment assessment, string organization, string subject) => assessment switch
    {
        { Verdict: Verdict.Met } => None,
        { Rule.VotingRule: VotingRule.Consensus or VotingRule.Unanimity } => ByNoObjection(assessment, organization, subject),
        { Rule.VotingRule: VotingRule.SimpleMajority or VotingRule.QualifiedMajority } => ByMajority(assessment, organization, subject),
        { Rule.VotingRule: VotingRule.SecurityCouncil } => InSecurityCouncil(assessment, organization, subject),
        _ => None,
    };

    /// <summary>
    /// Changes for consensus and unanimity: all blocking members, and all members whose stance is unknown and matters. Empty if the
    /// electorate is empty.
    /// </summary>
    static SmallestDecisionChange ByNoObjection(DecisionAssessment assessment, string organization, string subject)
    {
        string[] codes = [
            .. assessment.BlockingMembers.Concat(assessment.UnknownMembers).Select(stance => stance.State).Order(StringComparer.Ordinal)];
        return Changed(assessment, organization, subject, AssumedStance.NoObjection, codes, codes);
    }

    /// <summary>
    /// No change helps a majority more than a vote in favor. The other members differ only in whether they abstain, because an abstention
    /// may not count as a vote cast. It is therefore enough to find how many members of each kind are needed.
    /// </summary>
    static SmallestDecisionChange ByMajority(DecisionAssessment assessment, string organization, string subject)
    {
        string[] voting = Codes(assessment, stance => stance.Leaning is CountedStance.Oppose or CountedStance.Unknown);
        string[] abstaining = Codes(assessment, stance => stance.Leaning == CountedStance.Abstain);
        var majority = Majority.Of(assessment);
        for (var size = 1; size <= voting.Length + abstaining.Length; size++)
        {
            var ways = Enumerable.Range(0, size + 1)
                .Where(abstainers => abstainers <= abstaining.Length && size - abstainers <= voting.Length)
                .Where(abstainers => majority.IsReached(size - abstainers, abstainers))
                .ToList();
            if (ways.Count > 0)
            {
                string[] codes = [.. voting.Take(size - ways[0]), .. abstaining.Take(ways[0])];
                string[] candidates = [.. ways.Any(abstainers => abstainers < size) ? voting : [], .. ways[^1] > 0 ? abstaining : []];
                return Changed(assessment, organization, subject, AssumedStance.Support, codes, candidates);
            }
        }

        return None;
    }

    static SmallestDecisionChange InSecurityCouncil(DecisionAssessment assessment, string organization, string subject)
    {
        var (codes, candidates) = SecurityCouncil.SmallestChange(assessment.Stances);
        return Changed(assessment, organization, subject, AssumedStance.Support, codes, candidates);
    }

    static SmallestDecisionChange Changed(
        DecisionAssessment assessment, string organization, string subject, AssumedStance stance, IEnumerable<string> codes,
        IEnumerable<string> candidates) =>
        new(
            [
                .. codes.Order(StringComparer.Ordinal).Select(code => new Assumption
                {
                    Position = new()
                    {
                        Organization = organization,
                        Decision = assessment.Rule.Decision,
                        Subject = DefaultSubject.OrDefault(subject),
                        State = code,
                        Stance = stance,
                    },
                }),
            ],
            [.. candidates.Order(StringComparer.Ordinal)]);

    static string[] Codes(DecisionAssessment assessment, Func<MemberStance, bool> isMeant) =>
        [.. assessment.Stances.Where(isMeant).Select(stance => stance.State)];
}
