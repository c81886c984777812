namespace KosovoNato.Recognitions.CountingRules;

/// <summary>Which counting rules a List or a Watch selects.</summary>
static class CountingRuleFilters
{
    public static Func<CountingRule, bool>? Filter(CountingRuleFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var ids = FilterChecks.Ids(filter.Ids, violations, "ids");
        return rule => FilterChecks.Has(ids, RecognitionNames.Id(rule.Name));
    }
}
