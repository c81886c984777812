namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>Validation rules for sources.</summary>
static class SourceChecks
{
    public static void Check(Source source, FieldSelection fields, FieldViolations at)
    {
        NameChecks.Check("sources", source.Name, at);
        new FieldChecks(at, fields)
            .Title("title", source.Title, 500)
            .Url(source.Url)
            .Listed("kind", source.Kind)
            .Date("published_on", source.PublishedOn)
            .Note(source.Note);
    }
}
