using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria;

/// <summary>Facts of the road: milestones, indicators, ratifications, agreements, partnerships.</summary>
static class RoadFacts
{
    public static Finding Find(MilestoneFact fact, Facts facts) =>
        Finding.Of(facts.Milestone(fact.Milestone) is { } milestone ? facts.IsAchieved(milestone) : null, Names.Milestone(fact.Milestone));

    public static Finding Find(IndicatorFact fact, Facts facts) =>
        Finding.Of(
            facts.Indicator(fact.Indicator) is { } indicator && facts.Value(indicator, fact.Since) is { } value
                ? Compares(value, fact.Comparison, fact.Threshold)
                : null,
            Names.Indicator(fact.Indicator));

    /// <summary>Members ratify; of a state on whose accession nothing is recorded it is not known whether they did.</summary>
    public static Finding Find(RatificationFact fact, Facts facts)
    {
        var precedent = facts.Precedent(fact.Subject);
        var members = facts.Ratifiers(fact.Organization, fact.Subject);
        return members.Count == 0
            ? Finding.NotKnown(Names.Organization(fact.Organization))
            : Finding.Count(
                [.. members.Select(member => (member.Code, member.Held == Held.Yes && precedent is not null ? facts.HasRatified(precedent, member.Code) : null))],
                0);
    }

    /// <summary>Agreements that other states make are not counted: a criterion is about Kosovo unless it says something else.</summary>
    public static Finding Find(AgreementFact fact, Facts facts)
    {
        var withCentres = WithCentres(facts);
        if (fact.WhichCase != AgreementFact.WhichOneofCase.Centre)
        {
            return Finding.Count([.. withCentres.Select(agreement => (agreement.Name, facts.IsInForce(agreement)))], fact.MinCount);
        }

        var name = Names.Centre(fact.Centre);
        List<bool?> inForce = [.. withCentres.Where(agreement => agreement.Centre == fact.Centre).Select(facts.IsInForce)];
        bool? holds = inForce.Contains(true) ? true
            : inForce.Contains(null) || (inForce.Count == 0 && facts.Resources.Find<Centre>(name) is null) ? null
            : false;
        return Finding.Of(holds, name);
    }

    /// <summary>Those that are listed, or where none is, any that Kosovo has.</summary>
    public static Finding Find(PartnershipFact fact, Facts facts) =>
        fact.Partnerships.Count > 0
            ? Finding.Count(
                [.. fact.Partnerships.Select(Names.Partnership).Select(name => (name, facts.Resources.Find<Partnership>(name) is { } partnership ? facts.IsActive(partnership) : null))],
                fact.MinActive)
            : Finding.Count(
                [.. facts.Resources.Under<Partnership>().Where(partnership => partnership.Party == Subjects.Default).Select(partnership => (partnership.Name, facts.IsActive(partnership)))],
                Math.Max(fact.MinActive, 1));

    /// <summary>The agreements of Kosovo with centres of excellence.</summary>
    internal static IEnumerable<Agreement> WithCentres(Facts facts) => facts.Resources.Under<Agreement>()
        .Where(agreement => agreement.CounterpartCase == Agreement.CounterpartOneofCase.Centre && agreement.Party == Subjects.Default);

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
