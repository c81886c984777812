using System.Globalization;
using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Facts;

namespace KosovoNato.Recognitions.Queries;

/// <summary>Counts who recognizes, by a rule, on a date, in an organization or everywhere.</summary>
static class CountRecognitions
{
    const string DefaultRule = "strict";

    public static void Check(CountRecognitionsRequest request, FieldViolations violations)
    {
        if (request.CountingRule.Length > 0)
        {
            RecognitionNames.CheckId(request.CountingRule, violations, "counting_rule");
        }

        if (request.Organization.Length > 0)
        {
            RecognitionNames.CheckId(request.Organization, violations, "organization");
        }

        if (request.Subject.Length > 0)
        {
            StateCodes.Check(request.Subject, violations, "subject");
        }

        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.OfCounts);
    }

    public static CountRecognitionsResponse Answer(CountRecognitionsRequest request, RecognitionScenario world)
    {
        var rule = world.Get<CountingRule>(RecognitionNames.CountingRule(request.CountingRule.Length > 0 ? request.CountingRule : DefaultRule));
        var subject = DefaultSubject.OrDefault(request.Subject);
        world.Get<State>(RecognitionNames.State(subject));
        var tally = request.Organization.Length == 0
            ? RecognitionTally.OfAll(rule, world.Day, world.Resources.List<Recognition>().Where(recognition => recognition.Subject == subject),
                code => world.Resources.Find<State>(RecognitionNames.State(code)) is { UnMember: true })
            : RecognitionTally.OfMembers(rule, world.Day, subject, Members(world, request.Organization),
                code => world.Resources.Find<Recognition>(RecognitionNames.Recognition(code, subject)));
        return new()
        {
            Recognize = tally.Recognizing.Count,
            Of = tally.Recognizing.Count + tally.Missing.Count,
            Recognizing = { tally.Recognizing },
            Missing = { tally.Missing },
            Unknown = { tally.Unknown },
            CountingRule = rule,
            AsOf = world.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Revision = ReadHandler.RevisionOf(world.Known),
            Bases = { request.Explain ? BasesOf(tally, rule, request.Organization, subject, world) : [] },
        };
    }

    static IEnumerable<Membership> Members(RecognitionScenario world, string organization) =>
        world.Resources.List<Membership>($"{world.Get<Organization>(RecognitionNames.Organization(organization)).Name}/memberships/");

    static IEnumerable<Basis> BasesOf(RecognitionTally tally, CountingRule rule, string organization, string subject, RecognitionScenario world)
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
                yield return world.Bases.ForResource(RecognitionNames.State(code), world.Resources.Find<State>(RecognitionNames.State(code)), _ => "member of the United Nations");
            }

            yield return world.Bases.Counted(code, subject, rule);
        }
    }
}
