using System.Globalization;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Worlds;

/// <summary>Supposes recognitions and memberships.</summary>
static class SupposedRecognitions
{
    public static void Put(RecognitionAssumption assumption, SupposedWorld world, Span span)
    {
        var name = Names.Recognition(assumption.Recognizer, Subjects.Or(assumption.Subject));
        var wanted = assumption.Status == AssumedRecognition.Unspecified ? RecognitionStatus.Recognized : (RecognitionStatus)assumption.Status;
        var recorded = world.Find<Recognition>(name);
        if (recorded is not null && IsSo(recorded, wanted, span))
        {
            return;
        }

        var supposed = recorded?.Clone() ?? new Recognition
        {
            Name = name,
            Recognizer = Codes.Canonical(assumption.Recognizer),
            Subject = Subjects.Or(assumption.Subject),
            Evidence = Supposed.Evidence(),
        };
        Moment.Keep(supposed.Acts, i => wanted != RecognitionStatus.NotRecognized && ActOrder.DayOf(supposed.Acts[i]) <= span.On);
        var number = recorded?.Acts.Count ?? 0;
        foreach (var kind in Way(RecognitionFold.StatusOn(supposed, span.On), wanted))
        {
            supposed.Acts.Add(new Act
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"a{++number}"),
                Kind = kind,
                Date = span.Text,
                Rank = ClaimRank.Preferred,
                Evidence = Supposed.Evidence(),
            });
        }

        RecognitionFold.Refold(supposed);
        world.Put(supposed);
    }

    public static void Put(MembershipAssumption assumption, SupposedWorld world, Span span)
    {
        var name = Names.Membership(assumption.Organization, assumption.State);
        MembershipRole? wanted = assumption.Ended ? null
            : assumption.Role == AssumedRole.Unspecified ? MembershipRole.Member
            : (MembershipRole)assumption.Role;
        var recorded = world.Find<Membership>(name);
        if (IsSo(recorded, wanted, span))
        {
            return;
        }

        var supposed = recorded?.Clone() ?? new Membership { Name = name };
        Moment.Keep(supposed.Periods, i => MembershipPeriods.Start(supposed.Periods[i]) < span.On);
        foreach (var period in supposed.Periods.Where(period => MembershipPeriods.End(period) >= span.On))
        {
            period.To = span.Before;
        }

        if (wanted is { } role)
        {
            supposed.Periods.Add(new MembershipPeriod
            {
                Id = MembershipPeriods.NextId(recorded?.Periods ?? []),
                Role = role,
                From = span.Text,
                Evidence = Supposed.Evidence(),
            });
        }

        world.Put(supposed);
    }

    static bool IsSo(Recognition recorded, RecognitionStatus wanted, Span span) =>
        span.Days(recorded.Acts.Select(ActOrder.DayOf), []).All(day => RecognitionFold.StatusOn(recorded, day) == wanted);

    static bool IsSo(Membership? recorded, MembershipRole? wanted, Span span)
    {
        if (recorded is null)
        {
            return wanted is null;
        }

        var days = span.Days(recorded.Periods.Select(MembershipPeriods.Start), recorded.Periods.Select(MembershipPeriods.End));
        return wanted is { } role
            ? days.All(day => MembershipPeriods.On(recorded, day)?.Role == role)
            : days.All(day => MembershipPeriods.HeldOn(recorded, day, _ => true) == Held.No);
    }

    /// <summary>
    /// The acts that lead from one status to another. Recognition is granted anew even where it would do to reaffirm it: for some
    /// who count, only a new grant makes up for a withdrawal.
    /// </summary>
    static ActKind[] Way(RecognitionStatus from, RecognitionStatus to) => (from, to) switch
    {
        (RecognitionStatus.WithdrawalClaimed, RecognitionStatus.Recognized) => [ActKind.WithdrawalConfirmed, ActKind.Granted],
        (RecognitionStatus.RecognitionDisputed, RecognitionStatus.Recognized) => [ActKind.Confirmed, ActKind.WithdrawalConfirmed, ActKind.Granted],
        (RecognitionStatus.Recognized, RecognitionStatus.Recognized) => [],
        (_, RecognitionStatus.Recognized) => [ActKind.Granted],
        (RecognitionStatus.Recognized or RecognitionStatus.WithdrawalClaimed, RecognitionStatus.Withdrawn) => [ActKind.WithdrawalConfirmed],
        (RecognitionStatus.RecognitionDisputed, RecognitionStatus.Withdrawn) => [ActKind.Confirmed, ActKind.WithdrawalConfirmed],
        (RecognitionStatus.Withdrawn, RecognitionStatus.Withdrawn) => [],
        (_, RecognitionStatus.Withdrawn) => [ActKind.Granted, ActKind.WithdrawalConfirmed],
        _ => [],
    };
}
