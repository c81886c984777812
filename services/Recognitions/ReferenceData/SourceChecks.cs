namespace KosovoNato.Recognitions.ReferenceData;

/// <summary>What a source must be like.</summary>
static class SourceChecks
{
    public static void Check(Source? source, FieldSelection fields, FieldViolations violations)
    {
        if (source is null)
        {
            violations.Add("source", "is required");
            return;
        }

        var at = violations.At("source");
        RecognitionNames.CheckPlain("sources", source.Name, at, "name");
        if (fields.Has("title"))
        {
            ValueChecks.CheckTitle(source.Title, 500, at, "title");
        }

        if (fields.Has("url"))
        {
            ValueChecks.CheckText(source.Url, 1_000, at, "url");
            at.Require(source.Url.Length == 0 || IsWeb(source.Url), "url", "must be empty or an address that begins with http:// or https://");
        }

        if (fields.Has("kind"))
        {
            ValueChecks.CheckListed(source.Kind, at, "kind");
        }

        if (fields.Has("published"))
        {
            DateChecks.CheckKnown(source.Published, at, "published");
        }

        if (fields.Has("note"))
        {
            ValueChecks.CheckNote(source.Note, at);
        }
    }

    /// <summary>Pages show it as a link, so it must be one that is safe to follow.</summary>
    static bool IsWeb(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");
}
