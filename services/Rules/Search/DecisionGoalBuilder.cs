using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Search;

/// <summary>
/// Builds goals from conditions on decisions. States may change their stance, or, if it is inferred, their recognition. An outcome is
/// assumed only if no stances reach the goal; otherwise it would always be the smallest change.
/// </summary>
sealed class DecisionGoalBuilder(FactBase facts)
{
    public SearchVariables Variables { get; } = new(facts);

    public Goal Of(ConsensusCondition fact, bool holds)
    {
        var status = facts.Asked(fact.Organization, fact.Decision, fact.Subject).Status;
        var isDecided = status is QuestionStatus.Adopted or QuestionStatus.Rejected or QuestionStatus.NoConsensus;
        var stances = isDecided ? new ConstantGoal((status == QuestionStatus.Adopted) == holds ? 1 : 0) : StancesFor(fact, holds);
        var nobody = Enumerable.Repeat(-1, Variables.Count).ToArray();
        return new VariableGoal(
            Variables.Outcome(fact.Organization, fact.Decision, DefaultSubject.OrDefault(fact.Subject)),
            assumption => (assumption.Outcome.Outcome == AssumedOutcome.Adopted) == holds ? 1 : 0,
            stances,
            isOffered: stances.Value(nobody) == 0 && stances.LowerBound(nobody) == Goal.Unreachable);
    }

    /// <summary>Without a recorded question, every stance is unknown; the first assumed stance creates the question.</summary>
    public Goal Of(PositionCondition fact, bool holds)
    {
        var asked = DecisionConditionEvaluator.AskedStates(fact, facts);
        if (asked.Count == 0)
        {
            return new ConstantGoal(0);
        }

        var question = facts.Question(fact.Organization, fact.Decision, fact.Subject);
        var count = GoalBuilder.Count(
            [
                .. asked.Select(code => new VariableGoal(
                    PositionOf(fact, code),
                    assumption => ((Stance)assumption.Position.Stance == fact.Stance) == holds ? 1 : 0,
                    new ConstantGoal((question is not null && facts.StanceOf(question, code)?.Stance == fact.Stance) == holds ? 1 : 0))),
            ],
            fact.MinCount > 0 ? fact.MinCount : asked.Count, holds);
        return holds || question is not null
            ? count
            : ThresholdGoal.All(
                count, new ThresholdGoal(
                    1, [.. asked.Select(code => new VariableGoal(PositionOf(fact, code), _ => 1, new ConstantGoal(0)))]));
    }

    SearchVariable PositionOf(PositionCondition fact, string code) =>
        Variables.Position(fact.Organization, fact.Decision, DefaultSubject.OrDefault(fact.Subject), code);

    Goal StancesFor(ConsensusCondition fact, bool holds)
    {
        if (facts.Organization(fact.Organization)?.DecisionRules.FirstOrDefault(rule => rule.Decision == fact.Decision) is not { } rule)
        {
            return new ConstantGoal(0);
        }

        IReadOnlyList<(string Code, HoldsRole Held)> members = [
            .. DecisionCalculator.ElectorateOf(facts, fact.Organization, rule, fact.Subject)];
        ThresholdGoal Sum(int needed, Func<CountedStance, int> valueOf) =>
            new(needed, [.. members.Select(member => Stand(fact, member, valueOf))]);
        if (members.Count == 0)
        {
            return new ConstantGoal(0);
        }

        return (rule.VotingRule, holds) switch
        {
            (VotingRule.Consensus, true) => Sum(members.Count, leaning => IsFor(leaning) || leaning == CountedStance.Abstain ? 1 : 0),
            (VotingRule.Consensus, false) => Sum(1, leaning => leaning == CountedStance.Oppose ? 1 : 0),
            (VotingRule.Unanimity, true) => Sum(
                members.Count, leaning => leaning != CountedStance.Unknown && !VotingRuleEvaluator.IsAgainstUnanimity(rule, leaning)
                    ? 1
                    : 0),
            (VotingRule.Unanimity, false) => Sum(1, leaning => VotingRuleEvaluator.IsAgainstUnanimity(rule, leaning) ? 1 : 0),
            (VotingRule.SecurityCouncil, _) => InSecurityCouncil(
                members, (some, needed, valueOf) => new(needed, [.. some.Select(member => Stand(fact, member, valueOf))]), holds),
            // Counted in half votes, with an abstention as one half on each side. Reached with more than half of all votes, prevented with
            // at least half.
            (VotingRule.SimpleMajority, true) => Sum(
                members.Count + 1, leaning => IsFor(leaning) ? 2 : leaning == CountedStance.Abstain ? 1 : 0),
            (VotingRule.SimpleMajority, false) => Sum(
                members.Count, leaning => leaning == CountedStance.Oppose ? 2 : leaning == CountedStance.Abstain ? 1 : 0),
            (VotingRule.QualifiedMajority, _) when VotingThreshold.Parse(rule.Threshold) is { } share =>
                ByShare(share, members.Count, Sum, holds),
            _ => new ConstantGoal(0),
        };
    }

    /// <summary>Uses integer weights: a share of the votes cast is not rounded, so an abstention has a weight of its own.</summary>
    static Goal ByShare(VotingThreshold share, int members, Func<int, Func<CountedStance, int>, ThresholdGoal> sum, bool holds)
    {
        if (!share.IsOfVotesCast)
        {
            return holds
                ? sum(share.Of(members), leaning => IsFor(leaning) ? 1 : 0)
                : sum(members - share.Of(members) + 1, leaning => leaning is CountedStance.Oppose or CountedStance.Abstain ? 1 : 0);
        }

        var rest = share.Whole - share.Part;
        return holds
            ? ThresholdGoal.All(
                sum(members * share.Part, leaning => IsFor(leaning) ? share.Whole : leaning == CountedStance.Abstain ? share.Part : 0),
                sum(1, leaning => IsFor(leaning) ? 1 : 0))
            : new ThresholdGoal(1,
            [
                sum((members * rest) + 1, leaning => leaning == CountedStance.Oppose ? share.Whole : leaning == CountedStance.Abstain
                    ? rest
                    : 0),
                sum(members, leaning => leaning is CountedStance.Oppose or CountedStance.Abstain ? 1 : 0),
            ]);
    }

    /// <summary>
    /// Reached with nine votes in favor and no veto. Prevented by one veto, or by so many votes not in favor that nine cannot be reached,
    /// whatever the unknown stances are.
    /// </summary>
    static ThresholdGoal InSecurityCouncil(
        IReadOnlyList<(string Code, HoldsRole Held)> members,
        Func<IReadOnlyList<(string Code, HoldsRole Held)>, int, Func<CountedStance, int>, ThresholdGoal> sum, bool holds)
    {
        IReadOnlyList<(string, HoldsRole)> permanent = [.. members.Where(member => SecurityCouncil.IsPermanent(member.Code))];
        return holds
            ? ThresholdGoal.All(
                sum(permanent, permanent.Count, leaning => leaning is CountedStance.Oppose or CountedStance.Unknown ? 0 : 1),
                sum(members, SecurityCouncil.Votes, leaning => IsFor(leaning) ? 1 : 0))
            : new ThresholdGoal(1,
            [
                sum(permanent, 1, leaning => leaning == CountedStance.Oppose ? 1 : 0),
                sum(members, Math.Max(SecurityCouncil.Seats, members.Count) - SecurityCouncil.Votes + 1,
                    leaning => leaning is CountedStance.Oppose or CountedStance.Abstain ? 1 : 0),
            ]);
    }

    /// <summary>The stance of a member: the assumed stance, else the recorded stance, else the stance inferred from recognition.</summary>
    VariableGoal Stand(ConsensusCondition fact, (string Code, HoldsRole Held) member, Func<CountedStance, int> valueOf)
    {
        var subject = DefaultSubject.OrDefault(fact.Subject);
        var question = facts.Question(fact.Organization, fact.Decision, fact.Subject);
        var stance = DecisionCalculator.StanceOf(member.Code, member.Held, question, fact.Subject, facts);
        var cap = Enum.GetValues<CountedStance>().Max(valueOf);
        Goal otherwise = new ConstantGoal(valueOf(stance.Leaning));
        if (stance.Basis == AssessedStanceBasis.Inferred && member.Held == HoldsRole.Yes && member.Code != subject)
        {
            otherwise = new VariableGoal(
                Variables.Recognition(member.Code, subject),
                assumption => valueOf(
                    DecisionCalculator.StanceOf(member.Code, member.Held, question, fact.Subject, Variables.With(assumption)).Leaning),
                otherwise,
                cap: cap);
        }

        return new VariableGoal(
            Variables.Position(fact.Organization, fact.Decision, subject, member.Code),
            assumption => valueOf(DecisionCalculator.LeaningOf((Stance)assumption.Position.Stance)),
            otherwise,
            cap: cap);
    }

    static bool IsFor(CountedStance leaning) => leaning is CountedStance.Support or CountedStance.NoObjection;
}
