using System.Globalization;
using KosovoNato.Explanations.V1;

namespace KosovoNato.Recognitions.Counting;

/// <summary>Counts who recognizes, by a rule, on a date, in an organization or everywhere.</summary>
static class CountRecognitions
{
    const string DefaultRule = "strict";

    public static void Check(CountRecognitionsRequest request, Violations violations)
    {
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

        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.OfCounts);
    }

    public static CountRecognitionsResponse Answer(CountRecognitionsRequest request, World world)
    {
        var rule = world.Get<CountingRule>(Names.CountingRule(request.CountingRule.Length > 0 ? request.CountingRule : DefaultRule));
        var subject = Subjects.Or(request.Subject);
        world.Get<State>(Names.State(subject));
        var tally = request.Organization.Length == 0
            ? Tally.OfAll(rule, world.Day, world.Resources.Under<Recognition>().Where(recognition => recognition.Subject == subject),
                code => world.Resources.Find<State>(Names.State(code)) is { UnMember: true })
            : Tally.OfMembers(rule, world.Day, subject, Members(world, request.Organization),
                code => world.Resources.Find<Recognition>(Names.Recognition(code, subject)));
        return new()
        {
            Recognize = tally.Recognizing.Count,
            Of = tally.Recognizing.Count + tally.Missing.Count,
            Recognizing = { tally.Recognizing },
            Missing = { tally.Missing },
            Unknown = { tally.Unknown },
            CountingRule = rule,
            AsOf = world.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Revision = Reader.RevisionOf(world.Known),
            Bases = { request.Explain ? BasesOf(tally, rule, request.Organization, subject, world) : [] },
        };
    }

    static IEnumerable<Membership> Members(World world, string organization) =>
        world.Resources.Under<Membership>($"{world.Get<Organization>(Names.Organization(organization)).Name}/memberships/");

    static IEnumerable<Basis> BasesOf(Tally tally, CountingRule rule, string organization, string subject, World world)
    {
        yield return world.Bases.Rule(rule);
        foreach (var code in tally.Recognizing.Concat(tally.Missing).Concat(tally.Unknown).Order(StringComparer.Ordinal))
        {
            if (organization.Length > 0)
            {
                yield return world.Bases.Membership(organization, code);
            }

            if (organization.Length == 0 && rule.UnMembersOnly)
            {
                yield return world.Bases.Found(Names.State(code), world.Resources.Find<State>(Names.State(code)), _ => "member of the United Nations");
            }

            yield return world.Bases.Counted(code, subject, rule);
        }
    }
}
