namespace KosovoNato.Milestones.Tracks;

/// <summary>Which tracks a List or a Watch selects.</summary>
static class TrackQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Track, bool>? Filter(TrackFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var ids = Filters.Ids(filter.Ids, violations, "ids");
        return track => Filters.Has(ids, Names.Id(track.Name));
    }
}
