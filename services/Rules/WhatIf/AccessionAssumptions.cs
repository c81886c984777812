using System.Globalization;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.WhatIf;

/// <summary>Applies assumptions about ratifications, observations, agreements and partnerships.</summary>
static class AccessionAssumptions
{
    public static void Put(RatificationAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var name = ResourceNames.Precedent(DefaultSubject.OrDefault(assumption.Subject));
        var by = StateCodes.Canonical(assumption.State);
        var recorded = world.Find<Precedent>(name);
        if (recorded?.Ratifications.FirstOrDefault(one => one.State == by) is { } present
            && !span.IsBefore(present.DepositedOn.Length > 0 ? present.DepositedOn : present.ParliamentApprovedOn))
        {
            return;
        }

        var supposed = recorded?.Clone() ?? new Precedent { Name = name, Outcome = PrecedentOutcome.InProgress };
        AsOfDate.Keep(supposed.Ratifications, i => supposed.Ratifications[i].State != by);
        Insert(supposed.Ratifications, new Ratification { State = by, DepositedOn = span.Text, Evidence = AssumptionOverlay.Evidence() },
            other => string.CompareOrdinal(other.State, by) > 0);
        world.Put(supposed);
    }

    public static void Put(ObservationAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var name = assumption.Indicator;
        if (world.Find<Indicator>(name) is not { } recorded || recorded.Observations.Any(
            one => one is { HasValue: true, Rank: ClaimRank.Preferred } && one.Period == span.Text && one.Value == assumption.Value))
        {
            return;
        }

        var supposed = recorded.Clone();
        foreach (var other in supposed.Observations.Where(other => other.Period == span.Text && other.Rank == ClaimRank.Preferred))
        {
            other.Rank = ClaimRank.Normal;
        }

        Insert(supposed.Observations, new Observation
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"o{supposed.Observations.Count + 1}"),
            Period = span.Text,
            Value = assumption.Value,
            Rank = ClaimRank.Preferred,
            Evidence = AssumptionOverlay.Evidence(),
        }, other => other.Period.Length == 0 || span.IsBefore(other.Period));
        world.Put(supposed);
    }

    public static void Put(AgreementAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        List<Agreement> withCentre =
        [
            .. world.List<Agreement>().Where(agreement => agreement.CounterpartCase == Agreement.CounterpartOneofCase.Centre
                && agreement.Centre == assumption.Centre && agreement.Party == DefaultSubject.Default),
        ];
        if (withCentre.Any(agreement => IsSo(agreement, span)))
        {
            return;
        }

        var supposed = withCentre.FirstOrDefault()?.Clone() ?? new Agreement
        {
            Name = $"agreements/assumed:{ResourceNames.Id(assumption.Centre)}",
            Title = ResourceNames.Id(assumption.Centre),
            Party = DefaultSubject.Default,
            Centre = assumption.Centre,
            Kind = AgreementKind.MemorandumOfUnderstanding,
            Evidence = AssumptionOverlay.Evidence(),
        };
        AsOfDate.Keep(supposed.Transitions, i => !span.IsBefore(supposed.Transitions[i].Date));
        supposed.Transitions.Add(
            new AgreementTransition { ToStatus = AgreementStatus.InForce, Date = span.Text, Evidence = AssumptionOverlay.Evidence() });
        supposed.Status = AgreementStatus.InForce;
        world.Put(supposed);
    }

    public static void Put(PartnershipAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var name = ResourceNames.Canonical(assumption.Partnership);
        var recorded = world.Find<Partnership>(name);
        if (recorded is not null && IsSo(recorded, span))
        {
            return;
        }

        var (party, partner) = StatePairs.Parse(ResourceNames.Id(name))!.Value;
        var supposed = recorded?.Clone()
            ?? new Partnership { Name = name, Party = party, Partner = partner, Evidence = AssumptionOverlay.Evidence() };
        AsOfDate.Keep(supposed.Transitions, i => !span.IsBefore(supposed.Transitions[i].Date));
        supposed.Transitions.Add(
            new PartnershipTransition { ToStatus = PartnershipStatus.Active, Date = span.Text, Evidence = AssumptionOverlay.Evidence() });
        supposed.Status = PartnershipStatus.Active;
        world.Put(supposed);
    }

    static bool IsSo(Agreement recorded, AssumptionPeriod span) =>
        AccessionFactsAsOf.Of(recorded, new(span.On, PartialDateMode.Possible)) is { Status: AgreementStatus.InForce } then
        && AccessionFactsAsOf.Of(recorded, new(span.Day, PartialDateMode.Possible)).Transitions.Count == then.Transitions.Count;

    static bool IsSo(Partnership recorded, AssumptionPeriod span) =>
        AccessionFactsAsOf.Of(recorded, new(span.On, PartialDateMode.Possible)) is { Status: PartnershipStatus.Active } then
        && AccessionFactsAsOf.Of(recorded, new(span.Day, PartialDateMode.Possible)).Transitions.Count == then.Transitions.Count;

    static void Insert<T>(Google.Protobuf.Collections.RepeatedField<T> elements, T element, Func<T, bool> isAfter)
    {
        var place = 0;
        while (place < elements.Count && !isAfter(elements[place]))
        {
            place++;
        }

        elements.Insert(place, element);
    }
}
