namespace KosovoNato.Recommendations.Documents;

/// <summary>What a document must be like.</summary>
static class DocumentChecks
{
    const int MaxAuthors = 50;
    const int MaxSections = 200;

    public static void Check(Document? document, FieldSelection fields, FieldViolations violations)
    {
        if (document is null)
        {
            violations.Add("document", "is required: it holds the name and the values");
            return;
        }

        var at = violations.At("document");
        RecommendationNames.CheckDocument(document.Name, at);
        if (fields.Has("title"))
        {
            ValueChecks.CheckTitle(document.Title, 500, at, "title");
        }

        if (fields.Has("authors"))
        {
            CheckAuthors(document.Authors, at);
        }

        if (fields.Has("publisher"))
        {
            ValueChecks.CheckText(document.Publisher, 200, at, "publisher");
        }

        if (fields.Has("published"))
        {
            DateChecks.CheckKnown(document.Published, at, "published");
        }

        if (fields.Has("isbn"))
        {
            at.Require(document.Isbn.Length == 0 || IsIsbn(document.Isbn), "isbn",
                "must be empty or 10 or 13 digits, with single hyphens between them; the last of 10 may be X");
        }

        if (fields.Has("url"))
        {
            ValueChecks.CheckText(document.Url, 1_000, at, "url");
            at.Require(document.Url.Length == 0 || IsWeb(document.Url), "url", "must be empty or an address that begins with http:// or https://");
        }

        if (fields.Has("sections"))
        {
            CheckSections(document.Sections, at);
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(document.Note, at);
        }
    }

    static void CheckAuthors(IReadOnlyList<string> authors, FieldViolations violations)
    {
        ValueChecks.CheckCount(authors.Count, MaxAuthors, violations, "authors");
        for (var i = 0; i < Math.Min(authors.Count, MaxAuthors); i++)
        {
            ValueChecks.CheckTitle(authors[i], 200, violations, $"authors[{i}]");
        }
    }

    static void CheckSections(IReadOnlyList<Section> sections, FieldViolations violations)
    {
        ValueChecks.CheckCount(sections.Count, MaxSections, violations, "sections");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(sections.Count, MaxSections); i++)
        {
            var at = violations.At($"sections[{i}]");
            RecommendationNames.CheckId(sections[i].Id, at, "id");
            at.Require(ids.Add(sections[i].Id), "id", "must be unique in the document");
            ValueChecks.CheckTitle(sections[i].Title, 300, at, "title");
        }
    }

    // The check digit is not computed: what a title page misprints is still what is printed there.
    static bool IsIsbn(string isbn)
    {
        var groups = isbn.Split('-');
        var digits = string.Concat(groups);
        var number = digits.Length == 10 && digits[^1] == 'X' ? digits[..^1] : digits;
        return digits.Length is 10 or 13 && groups.All(group => group.Length > 0) && number.All(char.IsAsciiDigit);
    }

    /// <summary>Pages show it as a link, so it must be one that is safe to follow.</summary>
    static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
