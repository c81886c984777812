using KosovoNato.Kernel;

namespace KosovoNato.Recognitions.Acts;

/// <summary>Which recognitions a List or a Watch selects.</summary>
static class RecognitionFilters
{
    /// <summary>Returns the predicate for the filter, or null if the filter selects everything.</summary>
    public static Func<Recognition, bool>? Filter(RecognitionFilter? filter, FieldViolations violations)
    {
        if (filter is null)
        {
            return null;
        }

        var recognizers = FilterChecks.Codes(filter.Recognizers, violations, "recognizers");
        var subjects = FilterChecks.Codes(filter.Subjects, violations, "subjects");
        var statuses = FilterChecks.Listed(filter.Statuses, violations, "statuses");
        var confidences = FilterChecks.Listed(filter.Confidences, violations, "confidences");
        var from = DateChecks.CheckDay(filter.RecognizedFrom, violations, "recognized_from")?.First;
        var to = DateChecks.CheckDay(filter.RecognizedTo, violations, "recognized_to")?.First;
        violations.Require(from is null || to is null || from <= to, "recognized_to", "must not be before recognized_from");
        return recognition =>
            FilterChecks.Has(recognizers, recognition.Recognizer)
            && FilterChecks.Has(subjects, recognition.Subject)
            && FilterChecks.Has(statuses, recognition.Status)
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
