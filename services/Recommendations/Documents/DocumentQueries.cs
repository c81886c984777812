namespace KosovoNato.Recommendations.Documents;

/// <summary>Which documents a List or a Watch selects.</summary>
static class DocumentQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Document, bool>? Filter(DocumentFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var ids = Filters.Ids(filter.Ids, violations, "ids");
        return document => Filters.Has(ids, Names.Id(document.Name));
    }
}
