namespace KosovoNato.Recommendations.Documents;

/// <summary>Which documents a List or a Watch selects.</summary>
static class DocumentFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Document, bool>? Filter(DocumentFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var ids = FilterChecks.Ids(filter.Ids, violations, "ids");
        return document => FilterChecks.Has(ids, RecommendationNames.Id(document.Name));
    }
}
