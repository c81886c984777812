namespace KosovoNato.Milestones.Indicators;

/// <summary>Which indicators a List or a Watch selects.</summary>
static class IndicatorQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Indicator, bool>? Filter(IndicatorFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var topics = Filters.Ids(filter.Topics, violations, "topics");
        return indicator => Filters.Has(topics, indicator.Topic);
    }
}
