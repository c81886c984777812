using KosovoNato.Rules.Acts;

namespace KosovoNato.Rules.ValidTime;

/// <summary>Recognitions and memberships as of a day.</summary>
static class RecognitionsAsOf
{
    /// <summary>The recognition with the acts that count on the day, and the fields derived from them.</summary>
    public static Recognition Of(Recognition recognition, AsOfDate moment)
    {
        var days = DaysOf(recognition, moment);
        // The stored status is that of the day on which the service derived it.
        return days.All(day => day <= moment.Day)
            && (days.Length == 0 || RecognitionFold.StatusOn(recognition, moment.Day) == recognition.Status)
            ? recognition
            : Cut(recognition, i => days[i] <= moment.Day);
    }

    /// <summary>The same, followed by the acts that do not count yet, each with a date from which it counts.</summary>
    public static Recognition KeepingLaterActs(Recognition recognition, AsOfDate moment)
    {
        var days = DaysOf(recognition, moment);
        if (days.All(day => day <= moment.Day))
        {
            return recognition;
        }

        var then = Cut(recognition, i => days[i] <= moment.Day);
        for (var i = 0; i < days.Length; i++)
        {
            if (days[i] > moment.Day)
            {
                var later = recognition.Acts[i].Clone();
                if (ActOrder.DayOf(later) <= moment.Day)
                {
                    (later.Date, later.AttestedOn) = (PartialDate.Of(days[i]).ToString(), "");
                }

                then.Acts.Add(later);
            }
        }

        return then;
    }

    /// <summary>The membership with the periods that had begun, and the periods with an unknown start that directly follow them.</summary>
    public static Membership Of(Membership membership, AsOfDate moment)
    {
        var days = moment.DaysOf([.. membership.Periods.Select(period => new DatedEvent(period.ValidFrom, period.AttestedOn))]);
        var begun = days.Count(day => day <= moment.Day);
        var kept = begun;
        while (kept < membership.Periods.Count && membership.Periods[kept].ValidFrom.Length == 0)
        {
            kept++;
        }

        var ends = moment.VisibleEnds(membership.Periods.Take(kept).Select(period => period.ValidTo), begun);
        if (kept == membership.Periods.Count && ends.SequenceEqual(membership.Periods.Select(period => period.ValidTo)))
        {
            return membership;
        }

        var then = membership.Clone();
        AsOfDate.Keep(then.Periods, i => i < kept);
        for (var i = 0; i < kept; i++)
        {
            then.Periods[i].ValidTo = ends[i];
        }

        return then;
    }

    static DateOnly[] DaysOf(Recognition recognition, AsOfDate moment) =>
        moment.DaysOf(
            [.. recognition.Acts.Select(
                act => new DatedEvent(act.Date, act.AttestedOn, !act.Retracted && act.Rank != ClaimRank.Deprecated))]);

    static Recognition Cut(Recognition recognition, Func<int, bool> isKept)
    {
        var then = recognition.Clone();
        AsOfDate.Keep(then.Acts, isKept);
        RecognitionFold.Refold(then);
        return then;
    }
}
