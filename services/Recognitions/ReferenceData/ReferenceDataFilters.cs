namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Which states, organizations and sources a List or a Watch selects. A function that is not there selects everything.</summary>
static class ReferenceDataFilters
{
    public static Func<State, bool>? Filter(StateFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var codes = FilterChecks.Codes(filter.Codes, violations, "codes");
        return state => FilterChecks.Has(codes, RecognitionNames.Id(state.Name)) && (!filter.HasUnMember || filter.UnMember == state.UnMember);
    }

    public static Func<Organization, bool>? Filter(OrganizationFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var kinds = FilterChecks.Listed(filter.Kinds, violations, "kinds");
        return organization => FilterChecks.Has(kinds, organization.Kind);
    }

    public static Func<Source, bool>? Filter(SourceFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var kinds = FilterChecks.Listed(filter.Kinds, violations, "kinds");
        return source => FilterChecks.Has(kinds, source.Kind);
    }
}
