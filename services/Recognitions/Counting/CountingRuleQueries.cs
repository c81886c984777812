namespace KosovoNato.Recognitions.Counting;

/// <summary>Which counting rules a List or a Watch selects.</summary>
static class CountingRuleQueries
{
    public static Func<CountingRule, bool>? Filter(CountingRuleFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var ids = Filters.Ids(filter.Ids, violations, "ids");
        return rule => Filters.Has(ids, Names.Id(rule.Name));
    }
}
