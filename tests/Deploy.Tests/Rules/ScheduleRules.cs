using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;

namespace KosovoNato.Deploy.Tests.Rules;

/// <summary>Schedules and periods in the notations of cron and Go.</summary>
static partial class ScheduleRules
{
    static readonly TimeSpan ShortestCertificate = TimeSpan.FromHours(1);
    static readonly TimeSpan ShortestRenewal = TimeSpan.FromMinutes(5);
    static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    // The fields of a schedule: the first value, the last one, and the names of values.
    static readonly (int Min, int Max, string[] Names)[] Fields = [(0, 59, []), (0, 23, []), (1, 31, []), (1, 12, Months), (0, 6, Days)];

    public static IReadOnlyList<ManifestRule> All { get; } =
    [
        new("Schedules and time zones are valid", manifests =>
            from job in manifests.Of<V1CronJob>()
            where !IsSchedule(job.Spec.Schedule)
                || (job.Spec.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            select $"CronJob {job.Metadata.Name}: \"{job.Spec.Schedule}\" in {job.Spec.TimeZone ?? "the zone of the cluster"} is no time"),

        // The limits of cert-manager.
        new("Certificates are renewed before they expire", manifests =>
            from certificate in manifests.Of<Certificate>()
            let duration = Period(certificate.Spec.Duration)
            let renewal = Period(certificate.Spec.RenewBefore)
            where duration is null || renewal is null || duration < ShortestCertificate || renewal < ShortestRenewal || renewal >= duration
            select $"Certificate {certificate.Metadata.Name}: lasts \"{certificate.Spec.Duration}\" and is renewed "
            + $"\"{certificate.Spec.RenewBefore}\" before its end"),
    ];

    static bool IsSchedule(string schedule) =>
        schedule.Split(' ') is var fields && fields.Length == Fields.Length
        && fields.Zip(Fields).All(field => field.First.Split(',').All(part => IsPart(part, field.Second)));

    static bool IsPart(string part, (int Min, int Max, string[] Names) field)
    {
        if (Part().Match(part) is not { Success: true } match || (match.Groups["step"].Success && Number(match, "step") is null or 0))
        {
            return false;
        }

        if (match.Groups["any"].Success)
        {
            return true;
        }

        var from = Value("from");
        var to = match.Groups["to"].Success ? Value("to") : from;
        return from >= field.Min && to <= field.Max && from <= to;

        int? Value(string group) => Array.IndexOf(field.Names, match.Groups[group].Value.ToLowerInvariant()) is >= 0 and var index
            ? index + field.Min
            : Number(match, group);
    }

    static int? Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static TimeSpan? Period(string text) => GoDuration().Match(text) is { Success: true } match && text.Length > 0
        ? new TimeSpan(Number(match, "h") ?? 0, Number(match, "m") ?? 0, Number(match, "s") ?? 0)
        : null;

    [GeneratedRegex(@"^((?<any>\*)|(?<from>\w+)(-(?<to>\w+))?)(/(?<step>\d+))?\z")]
    private static partial Regex Part();

    [GeneratedRegex(@"^((?<h>\d+)h)?((?<m>\d+)m)?((?<s>\d+)s)?\z")]
    private static partial Regex GoDuration();
}
