using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Facts;

namespace KosovoNato.Recognitions.Queries;

/// <summary>Counts the states that recognize, by a rule, on a date, in an organization or worldwide.</summary>
static class CountRecognitions
{
    const string DefaultRule = "countingRules/strict";

    public static readonly Query<CountRecognitionsRequest, RecognitionScenario, CountRecognitionsResponse> Query = new(Check, Answer);

    static void Check(CountRecognitionsRequest request, FieldViolations violations)
    {
        NameChecks.CheckOptional("countingRules", request.CountingRule, violations, "counting_rule");
        NameChecks.CheckOptional("organizations", request.Organization, violations, "organization");
        StateCodes.CheckOptional(request.Subject, violations, "subject");
        AssumptionChecks.Check(request.Assumptions, violations, AssumptionChecks.OfCounts);
    }

    static CountRecognitionsResponse Answer(CountRecognitionsRequest request, RecognitionScenario world)
    {
        var rule = world.Get<CountingRule>(request.CountingRule.Length > 0 ? request.CountingRule : DefaultRule);
        var subject = DefaultSubject.OrDefault(request.Subject);
        world.Get<State>(ResourceNames.State(subject));
        var tally = request.Organization.Length == 0
            ? RecognitionTally.OfAll(
                rule, world.Day, world.Resources.List<Recognition>().Where(recognition => recognition.Subject == subject),
                code => UnMembership.On(code, world.Resources, world.Day))
            : RecognitionTally.OfMembers(
                rule, world.Day, subject, world.Get<Organization>(request.Organization).Name, world.Resources);
        return new()
        {
            RecognizingCount = tally.Recognizing.Count,
            TotalCount = tally.Recognizing.Count + tally.Missing.Count,
            RecognizingStates = { tally.Recognizing },
            NonRecognizingStates = { tally.Missing },
            UnknownStates = { tally.Unknown },
            CountingRule = rule,
            AsOf = world.AsOf,
            Revision = world.Provenance.Revision,
            SupportingFacts = { request.IncludeSupportingFacts ? BasesOf(tally, rule, request.Organization, subject, world) : [] },
        };
    }

    static IEnumerable<SupportingFact> BasesOf(
        RecognitionTally tally, CountingRule rule, string organization, string subject, RecognitionScenario world)
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
                yield return world.Resources.Find<Membership>(UnMembership.NameOf(code)) is not null
                    ? world.Bases.Membership(UnMembership.Organization, code)
                    : world.Bases.ForResource(
                        ResourceNames.State(code), world.Resources.Find<State>(ResourceNames.State(code)),
                        _ => "member of the United Nations");
            }

            yield return world.Bases.Counted(code, subject, rule);
        }
    }
}
