using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Search;

/// <summary>
/// Builds the goal of making a criterion TRUE, or FALSE below a negation, out of facts that can be assumed. Memberships are taken as
/// recorded, and only recorded or named partnerships and centres are considered.
/// </summary>
sealed class GoalBuilder(Criterion whole, FactBase facts)
{
    const int MaxDepth = 8;

    readonly DecisionGoalBuilder decisions = new(facts);
    readonly HashSet<string> inside = new(StringComparer.Ordinal);
    IReadOnlyList<Criterion>? all;

    public SearchVariables Variables => decisions.Variables;

    public Goal Of(Criterion criterion, bool holds) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => Combine(criterion.All.Criteria, criterion.All.Criteria.Count, holds),
        Criterion.ExpressionOneofCase.Any => Combine(criterion.Any.Criteria, 1, holds),
        Criterion.ExpressionOneofCase.AtLeast => Combine(criterion.AtLeast.Criteria, criterion.AtLeast.MinCount, holds),
        Criterion.ExpressionOneofCase.Negation => Of(criterion.Negation, !holds),
        Criterion.ExpressionOneofCase.Recognition => Of(criterion.Recognition, holds),
        Criterion.ExpressionOneofCase.Consensus => decisions.Of(criterion.Consensus, holds),
        Criterion.ExpressionOneofCase.Position => decisions.Of(criterion.Position, holds),
        Criterion.ExpressionOneofCase.Ratification => Of(criterion.Ratification, holds),
        Criterion.ExpressionOneofCase.Milestone => Of(criterion, criterion.Milestone.Milestone, holds),
        Criterion.ExpressionOneofCase.Indicator =>
            Leaf(Variables.Observation(criterion.Indicator.Indicator, ValuesOf(criterion.Indicator.Indicator)), criterion, holds),
        Criterion.ExpressionOneofCase.Agreement => Of(criterion, criterion.Agreement, holds),
        Criterion.ExpressionOneofCase.Partnership => Of(criterion.Partnership, holds),
        _ => new ConstantGoal(0),
    };

    /// <summary>A goal for a number of parts that must hold. The opposite goal: so many parts do not hold that too few are left.</summary>
    internal static Goal Count(IReadOnlyList<Goal> parts, int needed, bool holds) =>
        new ThresholdGoal(holds ? needed : parts.Count - needed + 1, parts);

    ThresholdGoal Combine(IReadOnlyList<Criterion> parts, int needed, bool holds) =>
        (ThresholdGoal)Count([.. parts.Select(part => Of(part, holds))], needed, holds);

    /// <summary>A goal for a criterion that is a single condition.</summary>
    VariableGoal Leaf(SearchVariable variable, Criterion criterion, bool holds, Goal? otherwise = null) => new(
        variable,
        assumption => Holds(criterion, Variables.With(assumption), holds),
        otherwise ?? new ConstantGoal(Holds(criterion, facts, holds)));

    Goal Of(RecognitionCondition fact, bool holds)
    {
        if (fact.RecognizerCase == RecognitionCondition.RecognizerOneofCase.State)
        {
            return Recognizes(fact.State, fact, holds);
        }

        var members = facts.Members(fact.Organization, fact.Subject);
        return members.Count == 0
            ? new ConstantGoal(0)
            : Count(
                [.. members.Select(member => member.Held == HoldsRole.Yes ? Recognizes(member.Code, fact, holds) : new ConstantGoal(0))],
                fact.MinCount > 0 ? fact.MinCount : members.Count, holds);
    }

    Goal Recognizes(string code, RecognitionCondition fact, bool holds) => new VariableGoal(
        Variables.Recognition(code, DefaultSubject.OrDefault(fact.Subject)),
        assumption => Is(Variables.With(assumption).Recognizes(code, fact.Subject, fact.CountingRule), holds),
        new ConstantGoal(Is(facts.Recognizes(code, fact.Subject, fact.CountingRule), holds)));

    /// <summary>Once one ratification is recorded, the other members are known not to have ratified.</summary>
    Goal Of(RatificationCondition fact, bool holds)
    {
        var members = facts.Ratifiers(fact.Organization, fact.Subject);
        if (members.Count == 0)
        {
            return new ConstantGoal(0);
        }

        var precedent = facts.Precedent(fact.Subject);
        Goal Ratifies((string Code, HoldsRole Held) member) => member.Held != HoldsRole.Yes ? new ConstantGoal(0) : new VariableGoal(
            Variables.Ratification(member.Code, DefaultSubject.OrDefault(fact.Subject)),
            _ => holds ? 1 : 0,
            new ConstantGoal(precedent is null ? (holds ? 0 : 1) : Is(facts.HasRatified(precedent, member.Code), holds)));
        var count = Count([.. members.Select(Ratifies)], members.Count, holds);
        return holds || precedent is not null
            ? count
            : ThresholdGoal.All(
                count, new ThresholdGoal(
                    1, [.. members.Select(
                        member => new VariableGoal(
                            Variables.Ratification(member.Code, DefaultSubject.OrDefault(fact.Subject)), _ => 1, new ConstantGoal(0)))]));
    }

    Goal Of(Criterion fact, string name, bool holds)
    {
        var variable = Variables.Milestone(name);
        if (inside.Count == MaxDepth || FollowedCriterion(name) is not { } criterion || !inside.Add(name))
        {
            return Leaf(variable, fact, holds);
        }

        // A standing condition is not achieved while its criterion is UNKNOWN, so FALSE is not required.
        Goal stage = !holds && Holds(fact, facts, holds) == 1 ? new NegatedGoal(Of(criterion, true)) : Of(criterion, holds);
        inside.Remove(name);
        return Leaf(variable, fact, holds, ThresholdGoal.All(stage));
    }

    /// <summary>
    /// The criterion that decides whether a milestone is achieved; null if transitions decide, or another status is assumed.
    /// </summary>
    Criterion? FollowedCriterion(string name) =>
        facts.Milestone(name) is { Kind: MilestoneKind.StandingCondition, Criterion: { } criterion } milestone
        && (facts.IsAchieved(milestone) == true) == (Holds(criterion, facts, true) == 1)
            ? criterion
            : null;

    /// <summary>An agreement can come into force only if its centre is known. No assumption can end an agreement.</summary>
    Goal Of(Criterion criterion, AgreementCondition fact, bool holds)
    {
        if (fact.WhichCase == AgreementCondition.WhichOneofCase.Centre)
        {
            return Leaf(Variables.Agreement(fact.Centre), criterion, holds);
        }

        var centres = facts.Resources.List<Centre>().Select(centre => centre.Name)
            .Concat(AccessionConditionEvaluator.WithCentres(facts).Select(agreement => agreement.Centre))
            .Concat(All.Where(other => other.Agreement is { WhichCase: AgreementCondition.WhichOneofCase.Centre })
                .Select(other => other.Agreement.Centre))
            .Distinct().Order(StringComparer.Ordinal);
        ThresholdGoal counted = new(fact.MinCount,
        [
            .. centres.Select(centre => new VariableGoal(
                Variables.Agreement(centre),
                assumption => InForce(centre, Variables.With(assumption), holds),
                new ConstantGoal(InForce(centre, facts, holds)),
                cap: int.MaxValue)),
        ]);
        return holds ? counted : new NegatedGoal(counted);
    }

    Goal Of(PartnershipCondition fact, bool holds)
    {
        string[] names = fact.Partnerships.Count > 0
            ? [.. fact.Partnerships]
            : [
                .. facts.Resources.List<Partnership>().Where(partnership => partnership.Party == DefaultSubject.Default)
                    .Select(partnership => partnership.Name)
                    .Concat(All.Where(other => other.Partnership is not null).SelectMany(other => other.Partnership.Partnerships)
                        .Where(name => name.StartsWith(ResourceNames.Partnership(DefaultSubject.Default, ""), StringComparison.Ordinal)))
                    .Distinct().Order(StringComparer.Ordinal),
            ];
        var needed = fact.MinCount > 0 ? fact.MinCount : fact.Partnerships.Count > 0 ? names.Length : 1;
        return Count(
            [
                .. names.Select(name => new VariableGoal(
                    Variables.Partnership(name),
                    assumption => Is(IsActive(name, Variables.With(assumption)), holds),
                    new ConstantGoal(Is(IsActive(name, facts), holds)))),
            ],
            needed, holds);
    }

    /// <summary>Each threshold of the indicator, and a value on either side of it.</summary>
    IEnumerable<double> ValuesOf(string indicator)
    {
        double[] thresholds = [.. All.Where(fact => fact.Indicator?.Indicator == indicator).Select(fact => fact.Indicator.Threshold)
            .Distinct().Order()];
        var between = thresholds.Zip(thresholds.Skip(1), (low, high) => low + ((high - low) / 2));
        return thresholds.Concat(between).Append(Above(thresholds[^1])).Append(-Above(-thresholds[0])).Where(double.IsFinite).Distinct();
    }

    /// <summary>All conditions that matter, including those in the criteria of standing conditions.</summary>
    IReadOnlyList<Criterion> All => all ??= [.. Flat(whole, new(StringComparer.Ordinal))];

    IEnumerable<Criterion> Flat(Criterion criterion, HashSet<string> asked) => CriterionReferences.Of(criterion).SelectMany(fact =>
        fact.Milestone is { } named && asked.Add(named.Milestone) && FollowedCriterion(named.Milestone) is { } further
            ? Flat(further, asked).Prepend(fact)
            : [fact]);

    static double Above(double value) => value + 1 > value ? value + 1 : Math.BitIncrement(value);

    static bool? IsActive(string name, FactBase facts) =>
        facts.Resources.Find<Partnership>(name) is { } partnership ? facts.IsActive(partnership) : null;

    /// <summary>
    /// The number of agreements in force with a centre. For the opposite goal, agreements with an unknown status count as well.
    /// </summary>
    static int InForce(string centre, FactBase facts, bool isCertain) =>
        AccessionConditionEvaluator.WithCentres(facts).Where(agreement => agreement.Centre == centre)
            .Count(agreement => facts.IsInForce(agreement) ?? !isCertain);

    static int Is(bool? known, bool wanted) => known == wanted ? 1 : 0;

    static int Holds(Criterion fact, FactBase facts, bool wanted) =>
        CriterionEvaluator.Find(fact, facts).Truth == (wanted ? Truth.True : Truth.False) ? 1 : 0;
}
