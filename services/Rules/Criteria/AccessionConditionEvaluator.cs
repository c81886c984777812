using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria;

/// <summary>Evaluates conditions on milestones, indicators, ratifications, agreements and partnerships.</summary>
static class AccessionConditionEvaluator
{
    public static CriterionEvaluation Find(MilestoneCondition fact, FactBase facts) =>
        CriterionEvaluation.Of(
            facts.Milestone(fact.Milestone) is { } milestone ? facts.IsAchieved(milestone) : null, fact.Milestone);

    public static CriterionEvaluation Find(IndicatorCondition fact, FactBase facts) =>
        CriterionEvaluation.Of(
            facts.Indicator(fact.Indicator) is { } indicator && facts.Value(indicator, fact.Since) is { } value
                ? Compares(value, fact.Comparison, fact.Threshold)
                : null,
            fact.Indicator);

    /// <summary>Counts the members that have ratified. If no precedent is recorded for the state, ratification is unknown.</summary>
    public static CriterionEvaluation Find(RatificationCondition fact, FactBase facts)
    {
        var precedent = facts.Precedent(fact.Subject);
        var members = facts.Ratifiers(fact.Organization, fact.Subject);
        return members.Count == 0
            ? CriterionEvaluation.NotKnown(fact.Organization)
            : CriterionEvaluation.Count(
                [.. members.Select(
                    member => (member.Code, member.Held == HoldsRole.Yes && precedent is not null
                        ? facts.HasRatified(precedent, member.Code)
                        : null))],
                0);
    }

    /// <summary>Counts only Kosovo's agreements: a criterion is about Kosovo unless it names another state.</summary>
    public static CriterionEvaluation Find(AgreementCondition fact, FactBase facts)
    {
        var withCentres = WithCentres(facts);
        if (fact.WhichCase != AgreementCondition.WhichOneofCase.Centre)
        {
            return CriterionEvaluation.Count(
                [.. withCentres.Select(agreement => (agreement.Name, facts.IsInForce(agreement)))], fact.MinCount);
        }

        List<bool?> inForce = [.. withCentres.Where(agreement => agreement.Centre == fact.Centre).Select(facts.IsInForce)];
        bool? holds = inForce.Contains(true) ? true
            : inForce.Contains(null) || (inForce.Count == 0 && facts.Resources.Find<Centre>(fact.Centre) is null) ? null
            : false;
        return CriterionEvaluation.Of(holds, fact.Centre);
    }

    /// <summary>Uses the listed partnerships, or, if none is listed, all partnerships of Kosovo.</summary>
    public static CriterionEvaluation Find(PartnershipCondition fact, FactBase facts) =>
        fact.Partnerships.Count > 0
            ? CriterionEvaluation.Count(
                [.. fact.Partnerships.Select(name =>
                        (name, facts.Resources.Find<Partnership>(name) is { } partnership ? facts.IsActive(partnership) : null))],
                fact.MinCount)
            : CriterionEvaluation.Count(
                [.. facts.Resources.List<Partnership>().Where(partnership => partnership.Party == DefaultSubject.Default)
                    .Select(partnership => (partnership.Name, facts.IsActive(partnership)))],
                Math.Max(fact.MinCount, 1));

    /// <summary>Kosovo's agreements with centres of excellence.</summary>
    internal static IEnumerable<Agreement> WithCentres(FactBase facts) => facts.Resources.List<Agreement>()
        .Where(agreement => agreement.CounterpartCase == Agreement.CounterpartOneofCase.Centre
            && agreement.Party == DefaultSubject.Default);

    static bool Compares(double value, Comparison comparison, double threshold) => comparison switch
    {
        Comparison.Less => value < threshold,
        Comparison.AtMost => value <= threshold,
        Comparison.Equal => value == threshold,
        Comparison.AtLeast => value >= threshold,
        Comparison.Greater => value > threshold,
        _ => false,
    };
}
