using Google.Protobuf.Collections;
using System.Globalization;

namespace KosovoNato.Rules.Memberships;

/// <summary>
/// Whether a state held a role on a date. Unknown is a valid result: if the start of a period is unknown, it is not guessed.
/// </summary>
public enum HoldsRole
{
    No,
    Yes,
    Unknown,
}

/// <summary>The periods of one state in one organization, in chronological order and without overlap.</summary>
public static class MembershipPeriods
{
    /// <summary>Whether the state held a matching role on the date.</summary>
    public static HoldsRole RoleOn(Membership membership, DateOnly date, Func<MembershipRole, bool> role)
    {
        if (On(membership, date) is { } present)
        {
            return role(present.Role) ? HoldsRole.Yes : HoldsRole.No;
        }

        // The next period may already have begun if its start is unknown.
        return membership.Periods.FirstOrDefault(period => Start(period) > date) is { ValidFrom.Length: 0 } next && role(next.Role)
            ? HoldsRole.Unknown
            : HoldsRole.No;
    }

    /// <summary>
    /// The period on the date; null if there is none, or it is unknown. If two periods meet in a month that no source divides, the later
    /// period applies.
    /// </summary>
    public static MembershipPeriod? On(Membership membership, DateOnly date) =>
        membership.Periods.LastOrDefault(period => Start(period) <= date && date <= End(period));

    /// <summary>Sorts the periods. Rejects two periods that overlap under every reading of their dates.</summary>
    public static void SortAndCheck(Membership membership)
    {
        var sorted = membership.Periods.OrderBy(Start).ThenBy(SequenceOf).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            if (!EndsBefore(sorted[i - 1], sorted[i]))
            {
                throw ApiException.RuleViolated("PERIODS_OVERLAP", membership.Name,
                    $"Period {Described(sorted[i - 1])} overlaps {Described(sorted[i])}. End the earlier period first, at the latest on "
                    + "the day before the later period begins.");
            }
        }

        membership.Periods.Clear();
        membership.Periods.AddRange(sorted);
    }

    public static string NextId(RepeatedField<MembershipPeriod> periods) =>
        string.Create(CultureInfo.InvariantCulture, $"p{periods.Count + 1}");

    static bool EndsBefore(MembershipPeriod earlier, MembershipPeriod later) =>
        earlier.ValidTo.Length > 0 && (PartialDate.Parse(earlier.ValidTo), StartDate(later)) is var (end, start)
        && end.First < start.Last;

    static PartialDate StartDate(MembershipPeriod period) =>
        PartialDate.Parse(period.ValidFrom.Length > 0 ? period.ValidFrom : period.AttestedOn);

    internal static DateOnly Start(MembershipPeriod period) => StartDate(period).First;

    internal static DateOnly End(MembershipPeriod period) => PartialDate.ParseKnown(period.ValidTo)?.Last ?? DateOnly.MaxValue;

    static int SequenceOf(MembershipPeriod period) => int.Parse(period.Id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    static string Described(MembershipPeriod period) =>
        $"{period.Id} ({EnumNames.Of(period.Role)}, "
        + $"{(period.ValidFrom.Length > 0 ? period.ValidFrom : $"attested on {period.AttestedOn}")} to "
        + $"{(period.ValidTo.Length > 0 ? period.ValidTo : "present")})";
}
