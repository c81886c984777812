using System.Globalization;
using Grpc.Core;
using KosovoNato.Platform.Store;

namespace KosovoNato.Recognitions.Counting;

/// <summary>Counts who recognizes, by a rule, on a date, in an organization or everywhere.</summary>
static class CountRecognitions
{
    const string DefaultRule = "strict";
    const string DefaultSubject = "XK";

    public static async Task<CountRecognitionsResponse> AnswerAsync(
        Reader reader, CountRecognitionsRequest request, ServerCallContext call, DateOnly today)
    {
        Check(request);
        var snapshot = await reader.SnapshotAsync(request, call);
        return Answer(snapshot, request, Dates.AsOf(request.AsOf) ?? today);
    }

    static void Check(CountRecognitionsRequest request)
    {
        var violations = new Violations();
        Dates.CheckDay(request.AsOf, violations, "as_of");
        if (request.CountingRule.Length > 0)
        {
            Names.CheckId(request.CountingRule, violations, "counting_rule");
        }

        if (request.Organization.Length > 0)
        {
            Names.CheckId(request.Organization, violations, "organization");
        }

        if (request.Subject.Length > 0)
        {
            Codes.Check(request.Subject, violations, "subject");
        }

        violations.ThrowIfAny();
    }

    static CountRecognitionsResponse Answer(Snapshot snapshot, CountRecognitionsRequest request, DateOnly date)
    {
        var rule = Get<CountingRule>(snapshot, Names.CountingRule(Or(request.CountingRule, DefaultRule)));
        var subject = Codes.Canonical(Or(request.Subject, DefaultSubject));
        Get<State>(snapshot, Names.State(subject));
        var tally = request.Organization.Length == 0
            ? Tally.OfAll(rule, date, snapshot.Under<Recognition>().Where(r => r.Subject == subject),
                code => snapshot.Find<State>(Names.State(code)) is { UnMember: true })
            : Tally.OfMembers(rule, date, subject, Members(snapshot, request.Organization),
                code => snapshot.Find<Recognition>(Names.Recognition(code, subject)));
        return new()
        {
            Recognize = tally.Recognizing.Count,
            Of = tally.Recognizing.Count + tally.Missing.Count,
            Recognizing = { tally.Recognizing },
            Missing = { tally.Missing },
            Unknown = { tally.Unknown },
            CountingRule = rule,
            AsOf = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Revision = Reader.RevisionOf(snapshot),
        };
    }

    static IEnumerable<Membership> Members(Snapshot snapshot, string organization) =>
        snapshot.Under<Membership>($"{Get<Organization>(snapshot, Names.Organization(organization)).Name}/memberships/");

    static T Get<T>(Snapshot snapshot, string name) where T : class, Google.Protobuf.IMessage<T>, new() =>
        snapshot.Find<T>(name) ?? throw Refusal.NotFound(name);

    static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
