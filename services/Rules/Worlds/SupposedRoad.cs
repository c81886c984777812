using System.Globalization;

namespace KosovoNato.Rules.Worlds;

/// <summary>Supposes what else there is of the road.</summary>
static class SupposedRoad
{
    public static void Put(RatificationAssumption assumption, SupposedWorld world, Span span)
    {
        var name = Names.Precedent(Subjects.Or(assumption.Subject));
        var by = Codes.Canonical(assumption.By);
        var recorded = world.Find<Precedent>(name);
        if (recorded?.Ratifications.FirstOrDefault(one => one.By == by) is { } present
            && !span.IsBefore(present.DepositedOn.Length > 0 ? present.DepositedOn : present.ParliamentOn))
        {
            return;
        }

        var supposed = recorded?.Clone() ?? new Precedent { Name = name, Outcome = PrecedentOutcome.InProgress };
        Moment.Keep(supposed.Ratifications, i => supposed.Ratifications[i].By != by);
        Insert(supposed.Ratifications, new Ratification { By = by, DepositedOn = span.Text, Evidence = Supposed.Evidence() },
            other => string.CompareOrdinal(other.By, by) > 0);
        world.Put(supposed);
    }

    public static void Put(ObservationAssumption assumption, SupposedWorld world, Span span)
    {
        var name = Names.Indicator(assumption.Indicator);
        var recorded = world.Find<Indicator>(name);
        if (recorded?.Observations.Any(one => one is { HasValue: true, Rank: ClaimRank.Preferred } && one.Period == span.Text && one.Value == assumption.Value) == true)
        {
            return;
        }

        var supposed = recorded?.Clone() ?? new Indicator { Name = name, DisplayName = assumption.Indicator };
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
            Evidence = Supposed.Evidence(),
        }, other => other.Period.Length == 0 || span.IsBefore(other.Period));
        world.Put(supposed);
    }

    public static void Put(AgreementAssumption assumption, SupposedWorld world, Span span)
    {
        List<Agreement> withCentre =
        [
            .. world.Under<Agreement>().Where(agreement => agreement.CounterpartCase == Agreement.CounterpartOneofCase.Centre
                && agreement.Centre == assumption.Centre && agreement.Party == Subjects.Default),
        ];
        if (withCentre.Any(agreement => IsSo(agreement, span)))
        {
            return;
        }

        var supposed = withCentre.FirstOrDefault()?.Clone() ?? new Agreement
        {
            Name = $"agreements/assumed:{assumption.Centre}",
            Title = assumption.Centre,
            Party = Subjects.Default,
            Centre = assumption.Centre,
            Kind = AgreementKind.MemorandumOfUnderstanding,
            Evidence = Supposed.Evidence(),
        };
        Moment.Keep(supposed.Moves, i => !span.IsBefore(supposed.Moves[i].On));
        supposed.Moves.Add(new AgreementMove { To = AgreementStatus.InForce, On = span.Text, Evidence = Supposed.Evidence() });
        supposed.Status = AgreementStatus.InForce;
        world.Put(supposed);
    }

    public static void Put(PartnershipAssumption assumption, SupposedWorld world, Span span)
    {
        var pair = Pairs.Canonical(assumption.Partnership);
        var name = Names.Partnership(pair);
        var recorded = world.Find<Partnership>(name);
        if (recorded is not null && IsSo(recorded, span))
        {
            return;
        }

        var codes = pair.Split('-');
        var supposed = recorded?.Clone() ?? new Partnership { Name = name, Party = codes[0], Partner = codes[1], Evidence = Supposed.Evidence() };
        Moment.Keep(supposed.Moves, i => !span.IsBefore(supposed.Moves[i].On));
        supposed.Moves.Add(new PartnershipMove { To = PartnershipStatus.Active, On = span.Text, Evidence = Supposed.Evidence() });
        supposed.Status = PartnershipStatus.Active;
        world.Put(supposed);
    }

    static bool IsSo(Agreement recorded, Span span) =>
        DatedRoad.Of(recorded, new(span.On, DateReading.Possible)) is { Status: AgreementStatus.InForce } then
        && DatedRoad.Of(recorded, new(span.Day, DateReading.Possible)).Moves.Count == then.Moves.Count;

    static bool IsSo(Partnership recorded, Span span) =>
        DatedRoad.Of(recorded, new(span.On, DateReading.Possible)) is { Status: PartnershipStatus.Active } then
        && DatedRoad.Of(recorded, new(span.Day, DateReading.Possible)).Moves.Count == then.Moves.Count;

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
