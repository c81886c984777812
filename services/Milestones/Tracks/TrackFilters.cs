namespace KosovoNato.Milestones.Tracks;

/// <summary>Which tracks a List or a Watch selects.</summary>
static class TrackFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Track, bool>? Filter(TrackFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var ids = FilterChecks.Ids(filter.Ids, violations, "ids");
        return track => FilterChecks.Has(ids, MilestoneNames.Id(track.Name));
    }
}
