namespace KosovoNato.Recognitions.Acts;

/// <summary>Which recognitions a List or a Watch selects.</summary>
static class RecognitionQueries
{
    /// <summary>What the filter selects; nothing if it selects everything.</summary>
    public static Func<Recognition, bool>? Filter(RecognitionFilter? filter, Violations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var recognizers = Filters.Codes(filter.Recognizers, violations, "recognizers");
        var subjects = Filters.Codes(filter.Subjects, violations, "subjects");
        var statuses = Filters.Listed(filter.Statuses, violations, "statuses");
        var confidences = Filters.Listed(filter.Confidences, violations, "confidences");
        var from = Dates.CheckDay(filter.RecognizedFrom, violations, "recognized_from")?.First;
        var to = Dates.CheckDay(filter.RecognizedTo, violations, "recognized_to")?.First;
        violations.Require(from is null || to is null || from <= to, "recognized_to", "must not be before recognized_from");
        return recognition =>
            Filters.Has(recognizers, recognition.Recognizer)
            && Filters.Has(subjects, recognition.Subject)
            && Filters.Has(statuses, recognition.Status)
            && (!filter.HasContested || filter.Contested == recognition.Contested)
            && (confidences is null || Confidences(recognition).Any(confidences.Contains))
            && IsWithin(recognition.RecognizedOn, from, to);
    }

    static IEnumerable<Confidence> Confidences(Recognition recognition) =>
        recognition.Acts.Select(act => act.Evidence.Confidence).Append(recognition.Evidence.Confidence);

    static bool IsWithin(string recognizedOn, DateOnly? from, DateOnly? to) =>
        (from is null && to is null)
        || (PartialDate.ParseKnown(recognizedOn)?.First is { } day && (from is null || day >= from) && (to is null || day <= to));
}
