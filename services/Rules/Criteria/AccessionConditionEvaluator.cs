using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria;

/// <summary>Facts of the road: milestones, indicators, ratifications, agreements, partnerships.</summary>
static class AccessionConditionEvaluator
{
    public static CriterionEvaluation Find(MilestoneFact fact, FactBase facts) =>
        CriterionEvaluation.Of(
            facts.Milestone(fact.Milestone) is { } milestone ? facts.IsAchieved(milestone) : null, ResourceNames.Milestone(fact.Milestone));

    public static CriterionEvaluation Find(IndicatorFact fact, FactBase facts) =>
        CriterionEvaluation.Of(
            facts.Indicator(fact.Indicator) is { } indicator && facts.Value(indicator, fact.Since) is { } value
                ? Compares(value, fact.Comparison, fact.Threshold)
                : null,
            ResourceNames.Indicator(fact.Indicator));

    /// <summary>Members ratify; of a state on whose accession nothing is recorded it is not known whether they did.</summary>
    public static CriterionEvaluation Find(RatificationFact fact, FactBase facts)
    {
        var precedent = facts.Precedent(fact.Subject);
        var members = facts.Ratifiers(fact.Organization, fact.Subject);
        return members.Count == 0
            ? CriterionEvaluation.NotKnown(ResourceNames.Organization(fact.Organization))
            : CriterionEvaluation.Count(
                [.. members.Select(
                    member => (member.Code, member.Held == HoldsRole.Yes && precedent is not null
                        ? facts.HasRatified(precedent, member.Code)
                        : null))],
                0);
    }

    /// <summary>Agreements that other states make are not counted: a criterion is about Kosovo unless it says something else.</summary>
    public static CriterionEvaluation Find(AgreementFact fact, FactBase facts)
    {
        var withCentres = WithCentres(facts);
        if (fact.WhichCase != AgreementFact.WhichOneofCase.Centre)
        {
            return CriterionEvaluation.Count(
                [.. withCentres.Select(agreement => (agreement.Name, facts.IsInForce(agreement)))], fact.MinCount);
        }

        var name = ResourceNames.Centre(fact.Centre);
        List<bool?> inForce = [.. withCentres.Where(agreement => agreement.Centre == fact.Centre).Select(facts.IsInForce)];
        bool? holds = inForce.Contains(true) ? true
            : inForce.Contains(null) || (inForce.Count == 0 && facts.Resources.Find<Centre>(name) is null) ? null
            : false;
        return CriterionEvaluation.Of(holds, name);
    }

    /// <summary>Those that are listed, or where none is, any that Kosovo has.</summary>
    public static CriterionEvaluation Find(PartnershipFact fact, FactBase facts) =>
        fact.Partnerships.Count > 0
            ? CriterionEvaluation.Count(
                [.. fact.Partnerships.Select(ResourceNames.Partnership)
                    .Select(name =>
                        (name, facts.Resources.Find<Partnership>(name) is { } partnership ? facts.IsActive(partnership) : null))],
                fact.MinActive)
            : CriterionEvaluation.Count(
                [.. facts.Resources.List<Partnership>().Where(partnership => partnership.Party == DefaultSubject.Default)
                    .Select(partnership => (partnership.Name, facts.IsActive(partnership)))],
                Math.Max(fact.MinActive, 1));

    /// <summary>The agreements of Kosovo with centres of excellence.</summary>
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
