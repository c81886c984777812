using System.Globalization;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Rules.WhatIf;

/// <summary>Applies assumptions about recognitions and memberships.</summary>
static class RecognitionAssumptions
{
    public static void Put(RecognitionAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var name = ResourceNames.Recognition(assumption.Recognizer, DefaultSubject.OrDefault(assumption.Subject));
        var wanted = assumption.Status == AssumedRecognitionStatus.Unspecified
            ? RecognitionStatus.Recognized
            : (RecognitionStatus)assumption.Status;
        var recorded = world.Find<Recognition>(name);
        if (recorded is not null && IsSo(recorded, wanted, span))
        {
            return;
        }

        var supposed = recorded?.Clone() ?? new Recognition
        {
            Name = name,
            Recognizer = StateCodes.Canonical(assumption.Recognizer),
            Subject = DefaultSubject.OrDefault(assumption.Subject),
            Evidence = AssumptionOverlay.Evidence(),
        };
        AsOfDate.Keep(supposed.Acts, i => wanted != RecognitionStatus.NotRecognized && ActOrder.DayOf(supposed.Acts[i]) <= span.On);
        var number = recorded?.Acts.Count ?? 0;
        foreach (var kind in ActsBetween(RecognitionFold.StatusOn(supposed, span.On), wanted))
        {
            supposed.Acts.Add(new Act
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"a{++number}"),
                Kind = kind,
                Date = span.Text,
                Rank = ClaimRank.Preferred,
                Evidence = AssumptionOverlay.Evidence(),
            });
        }

        RecognitionFold.Refold(supposed);
        world.Put(supposed);
    }

    public static void Put(MembershipAssumption assumption, AssumedResources world, AssumptionPeriod span)
    {
        var name = ResourceNames.Membership(assumption.Organization, assumption.State);
        MembershipRole? wanted = assumption.Ended ? null
            : assumption.Role == AssumedMembershipRole.Unspecified ? MembershipRole.Member
            : (MembershipRole)assumption.Role;
        var recorded = world.Find<Membership>(name);
        if (IsSo(recorded, wanted, span))
        {
            return;
        }

        var supposed = recorded?.Clone() ?? new Membership { Name = name };
        AsOfDate.Keep(supposed.Periods, i => MembershipPeriods.Start(supposed.Periods[i]) < span.On);
        foreach (var period in supposed.Periods.Where(period => MembershipPeriods.End(period) >= span.On))
        {
            period.ValidTo = span.Before;
        }

        if (wanted is { } role)
        {
            supposed.Periods.Add(new MembershipPeriod
            {
                Id = MembershipPeriods.NextId(recorded?.Periods ?? []),
                Role = role,
                ValidFrom = span.Text,
                Evidence = AssumptionOverlay.Evidence(),
            });
        }

        world.Put(supposed);
    }

    static bool IsSo(Recognition recorded, RecognitionStatus wanted, AssumptionPeriod span) =>
        span.Days(recorded.Acts.Select(ActOrder.DayOf), []).All(day => RecognitionFold.StatusOn(recorded, day) == wanted);

    static bool IsSo(Membership? recorded, MembershipRole? wanted, AssumptionPeriod span)
    {
        if (recorded is null)
        {
            return wanted is null;
        }

        var days = span.Days(recorded.Periods.Select(MembershipPeriods.Start), recorded.Periods.Select(MembershipPeriods.End));
        return wanted is { } role
            ? days.All(day => MembershipPeriods.On(recorded, day)?.Role == role)
            : days.All(day => MembershipPeriods.RoleOn(recorded, day, _ => true) == HoldsRole.No);
    }

    /// <summary>
    /// The acts that lead from one status to another. They include a new grant even where a reaffirmation would do: under some counting
    /// rules, only a new grant makes up for a withdrawal.
    /// </summary>
    static ActKind[] ActsBetween(RecognitionStatus from, RecognitionStatus to) => (from, to) switch
    {
        (RecognitionStatus.WithdrawalClaimed, RecognitionStatus.Recognized) => [ActKind.WithdrawalConfirmed, ActKind.Granted],
        (RecognitionStatus.RecognitionDisputed, RecognitionStatus.Recognized) =>
            [ActKind.Confirmed, ActKind.WithdrawalConfirmed, ActKind.Granted],
        (RecognitionStatus.Recognized, RecognitionStatus.Recognized) => [],
        (_, RecognitionStatus.Recognized) => [ActKind.Granted],
        (RecognitionStatus.Recognized or RecognitionStatus.WithdrawalClaimed, RecognitionStatus.Withdrawn) => [ActKind.WithdrawalConfirmed],
        (RecognitionStatus.RecognitionDisputed, RecognitionStatus.Withdrawn) => [ActKind.Confirmed, ActKind.WithdrawalConfirmed],
        (RecognitionStatus.Withdrawn, RecognitionStatus.Withdrawn) => [],
        (_, RecognitionStatus.Withdrawn) => [ActKind.Granted, ActKind.WithdrawalConfirmed],
        _ => [],
    };
}
