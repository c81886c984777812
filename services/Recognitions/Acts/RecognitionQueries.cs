using Grpc.Core;
using KosovoNato.Platform.Store;

namespace KosovoNato.Recognitions.Acts;

/// <summary>Which recognitions a List or a Watch selects, and how one was on a date.</summary>
static class RecognitionQueries
{
    public static async Task<GetRecognitionResponse> GetAsync(Reader reader, GetRecognitionRequest request, ServerCallContext call)
    {
        var name = Names.Canonical(request.Name);
        if (Dates.AsOf(request.AsOf) is not { } date)
        {
            return await reader.GetAsync<Recognition, GetRecognitionRequest, GetRecognitionResponse>(request, name, call);
        }

        var violations = new Violations();
        Names.CheckRecognition(name, violations, "name");
        violations.ThrowIfAny();
        var snapshot = await reader.SnapshotAsync(request, call);
        var recognition = snapshot.Find<Recognition>(name) ?? throw Refusal.NotFound(name);
        return new() { Recognition = RecognitionFold.AsOf(recognition, date), Revision = Reader.RevisionOf(snapshot) };
    }

    public static ListQuery Of(ListRecognitionsRequest request, Schema schema)
    {
        var date = Dates.AsOf(request.AsOf);
        var violations = new Violations();
        var matches = Filter(request.Filter, violations.At("filter"));
        violations.ThrowIfAny();
        Recognition On(Record record) => date is { } day ? RecognitionFold.AsOf(record.As<Recognition>(), day) : record.As<Recognition>();
        return new(schema.TypeOf<Recognition>())
        {
            Matches = matches is null ? null : record => matches(On(record)),
            Project = date is null ? null : On,
        };
    }

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
