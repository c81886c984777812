using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Criteria;

/// <summary>Facts of the road: milestones, indicators, ratifications, agreements, partnerships.</summary>
static class RoadFacts
{
    public static Finding Find(MilestoneFact fact, Facts facts)
    {
        var name = $"milestones/{fact.Milestone}";
        return facts.Milestone(fact.Milestone) is { } milestone
            ? Finding.Of(milestone.Status == MilestoneStatus.Achieved && facts.HasBegun(milestone.AchievedOn), name)
            : Finding.NotKnown(name);
    }

    /// <summary>The newest preferred value decides; undated ones are no older and no newer than others, and are left out.</summary>
    public static Finding Find(IndicatorFact fact, Facts facts)
    {
        var name = $"indicators/{fact.Indicator}";
        var since = PartialDate.ParseKnown(fact.Since)?.First ?? DateOnly.MinValue;
        var newest = facts.Indicator(fact.Indicator)?.Observations
            .Where(observation => observation is { HasValue: true, Rank: ClaimRank.Preferred, Period.Length: > 0 })
            .Select(observation => (PartialDate.Parse(observation.Period).First, observation.Value))
            .Where(observation => observation.First >= since && observation.First <= facts.Day)
            .OrderBy(observation => observation.First)
            .Select(observation => (double?)observation.Value)
            .LastOrDefault();
        return newest is { } value ? Finding.Of(Compares(value, fact.Comparison, fact.Threshold), name) : Finding.NotKnown(name);
    }

    /// <summary>Members ratify; of a state on whose accession nothing is recorded it is not known whether they did.</summary>
    public static Finding Find(RatificationFact fact, Facts facts)
    {
        var ratifications = facts.Precedent(fact.Subject)?.Ratifications
            .Where(ratification => facts.HasBegun(ratification.DepositedOn.Length > 0 ? ratification.DepositedOn : ratification.ParliamentOn))
            .Select(ratification => ratification.By)
            .ToHashSet(StringComparer.Ordinal);
        return Finding.Count(
            facts.Members(fact.Organization, fact.Subject)
                .Select(member => (member.Code, member.Held == Held.Yes && ratifications is not null ? ratifications.Contains(member.Code) : (bool?)null)),
            0);
    }

    public static Finding Find(AgreementFact fact, Facts facts)
    {
        var centres = facts.Resources.Under<Agreement>()
            .Where(agreement => agreement.CounterpartCase == Agreement.CounterpartOneofCase.Centre && IsInForce(agreement, facts))
            .Select(agreement => agreement.Centre)
            .ToHashSet(StringComparer.Ordinal);
        return fact.WhichCase == AgreementFact.WhichOneofCase.Centre
            ? Finding.Of(centres.Contains(fact.Centre), $"centres/{fact.Centre}")
            : new(centres.Count >= fact.MinCount ? Truth.True : Truth.False, Math.Min(centres.Count, fact.MinCount), fact.MinCount, [], []);
    }

    public static Finding Find(PartnershipFact fact, Facts facts)
    {
        if (fact.Partnerships.Count > 0)
        {
            return Finding.Count(
                fact.Partnerships.Select(id => ($"partnerships/{id}", facts.Partnership(id) is { } partnership ? IsActive(partnership, facts) : (bool?)null)),
                fact.MinActive);
        }

        var needed = Math.Max(fact.MinActive, 1);
        var active = facts.Resources.Under<Partnership>().Count(partnership => IsActive(partnership, facts));
        return new(active >= needed ? Truth.True : Truth.False, Math.Min(active, needed), needed, [], []);
    }

    static bool IsInForce(Agreement agreement, Facts facts) =>
        agreement.Moves.LastOrDefault(move => facts.HasBegun(move.On)) is { To: AgreementStatus.InForce };

    static bool IsActive(Partnership partnership, Facts facts) =>
        partnership.Moves.LastOrDefault(move => facts.HasBegun(move.On)) is { To: PartnershipStatus.Active };

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
