using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria.Changing;

/// <summary>
/// What facts about decisions need. States are asked to take other stances, or where theirs is inferred to recognize; an outcome
/// is only supposed where no stances do it, for otherwise it would be the answer to everything.
/// </summary>
sealed class DecisionNeeds(Facts facts)
{
    public Variables Variables { get; } = new(facts);

    public Need Of(ConsensusFact fact, bool holds)
    {
        var status = facts.Asked(fact.Organization, fact.Decision, fact.Subject).Status;
        var isDecided = status is QuestionStatus.Adopted or QuestionStatus.Rejected or QuestionStatus.NoConsensus;
        var stances = isDecided ? new Fixed((status == QuestionStatus.Adopted) == holds ? 1 : 0) : StancesFor(fact, holds);
        var nobody = Enumerable.Repeat(-1, Variables.Count).ToArray();
        return new Choice(
            Variables.Outcome(fact.Organization, fact.Decision, Subjects.Or(fact.Subject)),
            assumption => (assumption.Outcome.Outcome == AssumedOutcome.Adopted) == holds ? 1 : 0,
            stances,
            isOffered: stances.Value(nobody) == 0 && stances.Least(nobody) == Need.Never);
    }

    /// <summary>Nobody's stance is known of a question that was not put; it is there as soon as one stance is.</summary>
    public Need Of(PositionFact fact, bool holds)
    {
        var asked = DecisionFacts.AskedStates(fact, facts);
        if (asked.Count == 0)
        {
            return new Fixed(0);
        }

        var question = facts.Question(fact.Organization, fact.Decision, fact.Subject);
        var count = Needs.Count(
            [
                .. asked.Select(code => new Choice(
                    PositionOf(fact, code),
                    assumption => ((Stance)assumption.Position.Stance == fact.Stance) == holds ? 1 : 0,
                    new Fixed((question is not null && facts.Stance(question, code)?.Stance == fact.Stance) == holds ? 1 : 0))),
            ],
            fact.MinCount > 0 ? fact.MinCount : asked.Count, holds);
        return holds || question is not null ? count : Total.All(count, new Total(1, [.. asked.Select(code => new Choice(PositionOf(fact, code), _ => 1, new Fixed(0)))]));
    }

    Variable PositionOf(PositionFact fact, string code) => Variables.Position(fact.Organization, fact.Decision, Subjects.Or(fact.Subject), code);

    Need StancesFor(ConsensusFact fact, bool holds)
    {
        if (facts.Organization(fact.Organization)?.DecisionRules.FirstOrDefault(rule => rule.Decision == fact.Decision) is not { } rule)
        {
            return new Fixed(0);
        }

        IReadOnlyList<(string Code, Held Held)> members = [.. DecisionCalculator.ElectorateOf(facts, fact.Organization, rule, fact.Subject)];
        Total Sum(int needed, Func<Leaning, int> valueOf) => new(needed, [.. members.Select(member => Stand(fact, member, valueOf))]);
        if (members.Count == 0)
        {
            return new Fixed(0);
        }

        return (rule.Rule, holds) switch
        {
            (Rule.Consensus, true) => Sum(members.Count, leaning => IsFor(leaning) || leaning == Leaning.Abstain ? 1 : 0),
            (Rule.Consensus, false) => Sum(1, leaning => leaning == Leaning.Oppose ? 1 : 0),
            (Rule.Unanimity, true) => Sum(members.Count, leaning => leaning != Leaning.Unknown && !Verdicts.IsAgainstUnanimity(rule, leaning) ? 1 : 0),
            (Rule.Unanimity, false) => Sum(1, leaning => Verdicts.IsAgainstUnanimity(rule, leaning) ? 1 : 0),
            (Rule.SecurityCouncil, _) => InSecurityCouncil(members, (some, needed, valueOf) => new(needed, [.. some.Select(member => Stand(fact, member, valueOf))]), holds),
            // In favour and half of those who abstain: more than half of all. Against: half of all or more.
            (Rule.SimpleMajority, true) => Sum(members.Count + 1, leaning => IsFor(leaning) ? 2 : leaning == Leaning.Abstain ? 1 : 0),
            (Rule.SimpleMajority, false) => Sum(members.Count, leaning => leaning == Leaning.Oppose ? 2 : leaning == Leaning.Abstain ? 1 : 0),
            (Rule.QualifiedMajority, _) when Threshold.Parse(rule.Threshold) is { } share => ByShare(share, members.Count, Sum, holds),
            _ => new Fixed(0),
        };
    }

    /// <summary>In whole numbers: a share of votes cast is not rounded, so an abstention counts for as much as it is worth.</summary>
    static Need ByShare(Threshold share, int members, Func<int, Func<Leaning, int>, Total> sum, bool holds)
    {
        if (!share.IsOfVotesCast)
        {
            return holds
                ? sum(share.Of(members), leaning => IsFor(leaning) ? 1 : 0)
                : sum(members - share.Of(members) + 1, leaning => leaning is Leaning.Oppose or Leaning.Abstain ? 1 : 0);
        }

        var rest = share.Whole - share.Part;
        return holds
            ? Total.All(
                sum(members * share.Part, leaning => IsFor(leaning) ? share.Whole : leaning == Leaning.Abstain ? share.Part : 0),
                sum(1, leaning => IsFor(leaning) ? 1 : 0))
            : new Total(1,
            [
                sum((members * rest) + 1, leaning => leaning == Leaning.Oppose ? share.Whole : leaning == Leaning.Abstain ? rest : 0),
                sum(members, leaning => leaning is Leaning.Oppose or Leaning.Abstain ? 1 : 0),
            ]);
    }

    /// <summary>Nine in favour and no veto; or one, or so few in favour whatever those say of whom it is not known where they stand.</summary>
    static Total InSecurityCouncil(
        IReadOnlyList<(string Code, Held Held)> members, Func<IReadOnlyList<(string Code, Held Held)>, int, Func<Leaning, int>, Total> sum, bool holds)
    {
        IReadOnlyList<(string, Held)> permanent = [.. members.Where(member => SecurityCouncil.IsPermanent(member.Code))];
        return holds
            ? Total.All(
                sum(permanent, permanent.Count, leaning => leaning is Leaning.Oppose or Leaning.Unknown ? 0 : 1),
                sum(members, SecurityCouncil.Votes, leaning => IsFor(leaning) ? 1 : 0))
            : new Total(1,
            [
                sum(permanent, 1, leaning => leaning == Leaning.Oppose ? 1 : 0),
                sum(members, Math.Max(SecurityCouncil.Seats, members.Count) - SecurityCouncil.Votes + 1, leaning => leaning is Leaning.Oppose or Leaning.Abstain ? 1 : 0),
            ]);
    }

    /// <summary>Where a member stands: as it is supposed to, else by its recorded stance, else by whether it recognizes.</summary>
    Choice Stand(ConsensusFact fact, (string Code, Held Held) member, Func<Leaning, int> valueOf)
    {
        var subject = Subjects.Or(fact.Subject);
        var question = facts.Question(fact.Organization, fact.Decision, fact.Subject);
        var stance = DecisionCalculator.StanceOf(member.Code, member.Held, question, fact.Subject, facts);
        var cap = Enum.GetValues<Leaning>().Max(valueOf);
        Need otherwise = new Fixed(valueOf(stance.Leaning));
        if (stance.Basis == AssessedBasis.Inferred && member.Held == Held.Yes && member.Code != subject)
        {
            otherwise = new Choice(
                Variables.Recognition(member.Code, subject),
                assumption => valueOf(DecisionCalculator.StanceOf(member.Code, member.Held, question, fact.Subject, Variables.With(assumption)).Leaning),
                otherwise,
                cap: cap);
        }

        return new Choice(
            Variables.Position(fact.Organization, fact.Decision, subject, member.Code),
            assumption => valueOf(DecisionCalculator.LeaningOf((Stance)assumption.Position.Stance)),
            otherwise,
            cap: cap);
    }

    static bool IsFor(Leaning leaning) => leaning is Leaning.Support or Leaning.NoObjection;
}
