using System.Globalization;
using Google.Protobuf.Collections;

namespace KosovoNato.Milestones.Indicators;

/// <summary>
/// The observations of an indicator: sorted, and with one preferred observation per period unless all are superseded. Undated observations
/// count as one period.
/// </summary>
static class Observations
{
    public const int MaxCount = 500;

    /// <summary>Adds an observation. Observations are never removed, so numbers are never reused.</summary>
    public static void Add(Indicator indicator, Observation observation)
    {
        Capacity.Require(indicator.Observations.Count, MaxCount, indicator.Name, "observations");
        observation.Id = string.Create(CultureInfo.InvariantCulture, $"o{indicator.Observations.Count + 1}");
        observation.Evidence = EvidenceChecks.Normalized(observation.Evidence);
        if (observation.Rank == ClaimRank.Unspecified)
        {
            var isFirst = indicator.Observations.All(other => other.Period != observation.Period || other.Rank == ClaimRank.Deprecated);
            observation.Rank = isFirst ? ClaimRank.Preferred : ClaimRank.Normal;
        }

        indicator.Observations.Add(observation);
        Prefer(indicator, observation);
        Sort(indicator.Observations);
    }

    /// <summary>If the observation is preferred, makes the other preferred observation of its period a competing one.</summary>
    public static void Prefer(Indicator indicator, Observation observation)
    {
        if (observation.Rank != ClaimRank.Preferred)
        {
            return;
        }

        foreach (var other in indicator.Observations)
        {
            if (!ReferenceEquals(other, observation) && other.Period == observation.Period && other.Rank == ClaimRank.Preferred)
            {
                other.Rank = ClaimRank.Normal;
            }
        }
    }

    /// <summary>Rejects a period that has valid observations but no preferred observation.</summary>
    public static void RequirePreferred(Indicator indicator, params ReadOnlySpan<string> periods)
    {
        foreach (var period in periods)
        {
            var counting = indicator.Observations.Where(one => one.Period == period && one.Rank != ClaimRank.Deprecated).ToList();
            if (counting.Count > 0 && counting.All(one => one.Rank != ClaimRank.Preferred))
            {
                throw ApiException.RuleViolated("NONE_PREFERRED", indicator.Name,
                    $"{indicator.Name} would have no preferred observation for {(period.Length == 0 ? "undated observations" : period)}. "
                    + $"Make another observation PREFERRED first: {string.Join(", ", counting.Select(one => one.Id))}.");
            }
        }
    }

    /// <summary>Sorts by the first day of the period, then by recording. Undated observations come last.</summary>
    public static void Sort(RepeatedField<Observation> observations)
    {
        var sorted = observations.OrderBy(one => PartialDate.ParseKnown(one.Period)?.First ?? DateOnly.MaxValue)
            .ThenBy(one => one.Period.Length == 0)
            .ThenBy(SequenceOf)
            .ToList();
        observations.Clear();
        observations.AddRange(sorted);
    }

    static int SequenceOf(Observation observation) => int.Parse(observation.Id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
}
