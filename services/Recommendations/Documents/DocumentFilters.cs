namespace KosovoNato.Recommendations.Documents;

/// <summary>Which documents a List or a Watch selects.</summary>
static class DocumentFilters
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
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
