namespace KosovoNato.Recommendations.Documents;

/// <summary>Validation rules for documents.</summary>
static class DocumentChecks
{
    const int MaxAuthors = 50;
    const int MaxSections = 200;

    public static void Check(Document document, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("documents", document.Name, at);
        var sections = new HashSet<string>(StringComparer.Ordinal);
        new FieldChecks(at, fields)
            .Title("title", document.Title, 500)
            .Check("authors", inside => CheckAuthors(document.Authors, inside))
            .Text("publisher", document.Publisher, 200)
            .Date("published_on", document.PublishedOn)
            .Require("isbn", document.Isbn.Length == 0 || IsIsbn(document.Isbn),
                "must be empty or 10 or 13 digits, with single hyphens between them; the last of 10 may be X")
            .Url(document.Url)
            .Each("sections", document.Sections, MaxSections, (section, inside) =>
            {
                NameChecks.CheckId(section.Id, inside, "id");
                inside.Require(sections.Add(section.Id), "id", "must be unique in the document");
                ValueChecks.CheckTitle(section.Title, 300, inside, "title");
            })
            .Note(document.Note);
    }

    static void CheckAuthors(IReadOnlyList<string> authors, FieldViolations at)
    {
        ValueChecks.CheckCount(authors.Count, MaxAuthors, at, "authors");
        for (var i = 0; i < Math.Min(authors.Count, MaxAuthors); i++)
        {
            ValueChecks.CheckTitle(authors[i], 200, at, $"authors[{i}]");
        }
    }

    // The check digit is not verified: a misprinted ISBN is still the ISBN on the title page.
    static bool IsIsbn(string isbn)
    {
        var groups = isbn.Split('-');
        var digits = string.Concat(groups);
        var number = digits.Length == 10 && digits[^1] == 'X' ? digits[..^1] : digits;
        return digits.Length is 10 or 13 && groups.All(group => group.Length > 0) && number.All(char.IsAsciiDigit);
    }
}
