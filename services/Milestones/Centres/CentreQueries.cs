namespace KosovoNato.Milestones.Centres;

/// <summary>Which centres a List or a Watch selects.</summary>
static class CentreQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Centre, bool>? Filter(CentreFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var hosts = Filters.Codes(filter.Hosts, violations, "hosts");
        var domains = Filters.Ids(filter.Domains, violations, "domains");
        return centre =>
            Filters.Has(hosts, centre.Host)
            && (domains is null || centre.Domains.Any(domains.Contains))
            && (!filter.HasNatoAccredited || filter.NatoAccredited == centre.NatoAccredited);
    }
}
