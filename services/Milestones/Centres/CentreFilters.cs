namespace KosovoNato.Milestones.Centres;

/// <summary>Which centres a List or a Watch selects.</summary>
static class CentreFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Centre, bool>? Filter(CentreFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var hosts = FilterChecks.Codes(filter.Hosts, violations, "hosts");
        var domains = FilterChecks.Ids(filter.Domains, violations, "domains");
        return centre =>
            FilterChecks.Has(hosts, centre.Host)
            && (domains is null || centre.Domains.Any(domains.Contains))
            && (!filter.HasNatoAccredited || filter.NatoAccredited == centre.NatoAccredited);
    }
}
