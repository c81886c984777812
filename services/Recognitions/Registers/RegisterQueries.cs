namespace KosovoNato.Recognitions.Registers;

/// <summary>Which states, organizations and sources a List or a Watch selects. A function that is not there selects everything.</summary>
static class RegisterQueries
{
    public static Func<State, bool>? Filter(StateFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var codes = Filters.Codes(filter.Codes, violations, "codes");
        return state => Filters.Has(codes, Names.Id(state.Name)) && (!filter.HasUnMember || filter.UnMember == state.UnMember);
    }

    public static Func<Organization, bool>? Filter(OrganizationFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var kinds = Filters.Listed(filter.Kinds, violations, "kinds");
        return organization => Filters.Has(kinds, organization.Kind);
    }

    public static Func<Source, bool>? Filter(SourceFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var kinds = Filters.Listed(filter.Kinds, violations, "kinds");
        return source => Filters.Has(kinds, source.Kind);
    }
}
