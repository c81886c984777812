namespace KosovoNato.Milestones.Indicators;

/// <summary>Which indicators a List or a Watch selects.</summary>
static class IndicatorFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Indicator, bool>? Filter(IndicatorFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var topics = FilterChecks.Ids(filter.Topics, violations, "topics");
        return indicator => FilterChecks.Has(topics, indicator.Topic);
    }
}
