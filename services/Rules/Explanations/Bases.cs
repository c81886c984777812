using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Counting;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Worlds;
using DecidedBy = KosovoNato.Recognitions.V1.Rule;

namespace KosovoNato.Rules.Explanations;

/// <summary>Says on which recorded facts an answer rests, and what each of them says on the day.</summary>
/// <param name="revisionOf">The revision that made a resource; 0 if there is none of this name.</param>
/// <param name="isAssumed">Whether something of a resource is supposed.</param>
public sealed class Bases(Facts facts, Func<string, long> revisionOf, Func<string, bool> isAssumed)
{
    const string NotRecorded = "not recorded";

    /// <summary>What a criterion rests on: of all its facts in their order, each resource once.</summary>
    public IReadOnlyList<Basis> Of(Criterion criterion) =>
        [.. CriterionFacts.Of(criterion).SelectMany(fact => FactBases.Of(fact, facts, this)).DistinctBy(basis => basis.Name)];

    /// <summary>What a decision rests on: the rule, the question, and of all who decide the membership and the stance or the recognition.</summary>
    public IReadOnlyList<Basis> Of(DecisionAssessment assessment, Organization organization, string subject)
    {
        var electorate = Electorate.OrganizationOf(organization, assessment.Rule.Decision);
        // Seats of the Security Council are no memberships.
        var areMembers = assessment.Rule.Rule != DecidedBy.SecurityCouncil;
        return
        [
            Rule(organization, assessment.Rule.Decision),
            .. assessment.Question is { } question ? [Question(question)] : Array.Empty<Basis>(),
            .. assessment.Stances.SelectMany(stance => OfStance(stance, assessment.Question, areMembers ? electorate : null, subject)),
        ];
    }

    /// <summary>The status of a recognition, and the act that it rests on.</summary>
    public Basis Recognition(string recognizer, string subject)
    {
        var name = Names.Recognition(recognizer, Subjects.Or(subject));
        return Found(name, facts.Resources.Find<Recognition>(name), StatementOf);
    }

    /// <summary>Whether a recognition counts by a rule.</summary>
    public Basis Counted(string recognizer, string subject, CountingRule rule)
    {
        var name = Names.Recognition(recognizer, Subjects.Or(subject));
        return Found(name, facts.Resources.Find<Recognition>(name), recognition =>
            $"{(CountedHistory.Counts(recognition, rule, facts.Day) ? "counts" : "does not count")}, {StatementOf(recognition)}");
    }

    /// <summary>The role of a state in an organization.</summary>
    public Basis Membership(string organization, string state)
    {
        var name = Names.Membership(organization, state);
        return Found(name, facts.Resources.Find<Membership>(name), membership =>
        {
            if (MembershipPeriods.On(membership, facts.Day) is { } period)
            {
                return period.From.Length > 0 ? $"{Words.Of(period.Role)} since {period.From} ({period.Id})" : $"{Words.Of(period.Role)}, shown on {period.KnownOn} ({period.Id})";
            }

            return MembershipPeriods.HeldOn(membership, facts.Day, _ => true) == Held.Unknown ? "not known on this day" : "no role on this day";
        });
    }

    /// <summary>The stance of a state on a question.</summary>
    public Basis Position(Question question, string state)
    {
        var name = $"{question.Name}/positions/{Codes.Canonical(state)}";
        return Found(name, facts.Resources.Find<Position>(name), position => Stances.On(position, facts.Day) is { } stance
            ? $"{Words.Of(stance.Stance)} since {stance.ValidFrom}, {Words.Of(stance.Basis)}"
            : "no stance on this day");
    }

    public Basis Question(Question question) => Found(question.Name, question, asked =>
        asked.Status is QuestionStatus.Open && asked.OpenedOn.Length > 0 ? $"{Words.Of(asked.Status)} since {asked.OpenedOn}"
        : asked.DecidedOn.Length > 0 ? $"{Words.Of(asked.Status)} on {asked.DecidedOn}"
        : Words.Of(asked.Status));

    /// <summary>The rule by which an organization takes a decision.</summary>
    public Basis Rule(Organization organization, string decision) => Found(organization.Name, organization, known =>
        known.DecisionRules.FirstOrDefault(rule => rule.Decision == decision) is { } rule
            ? $"{decision} by {Words.Of(rule.Rule)} of {rule.Electorate}{(rule.Threshold.Length > 0 ? $", {rule.Threshold}" : "")}"
            : $"no rule for {decision}");

    public Basis Rule(CountingRule rule) => Found(rule.Name, rule, known =>
        $"counts {string.Join(" and ", known.CountedActs.Select(Words.Of))}, withdrawals {Words.Of(known.Withdrawals)}"
        + $"{(known.CountDisputed ? ", disputed ones too" : "")}{(known.UnMembersOnly ? ", members of the United Nations only" : "")}");

    /// <summary>A resource, and what it says; that nobody recorded it is a basis too.</summary>
    internal Basis Found<T>(string name, T? resource, Func<T, string> statementOf) where T : class => new()
    {
        Service = ServiceOf(name),
        Name = name,
        Revision = revisionOf(name),
        Statement = resource is null ? NotRecorded : statementOf(resource),
        Assumed = isAssumed(name),
    };

    IEnumerable<Basis> OfStance(MemberStance stance, Question? question, string? electorate, string subject)
    {
        if (electorate is not null)
        {
            yield return Membership(electorate, stance.State);
        }

        yield return stance.Basis == AssessedBasis.Inferred || question is null ? Recognition(stance.State, subject) : Position(question, stance.State);
    }

    string StatementOf(Recognition recognition)
    {
        var then = Dated.Of(recognition, facts.Day, DateReading.Possible);
        Act? led = null;
        var status = RecognitionStatus.NotRecognized;
        foreach (var act in then.Acts.Where(act => !act.Retracted && act.Rank is not (ClaimRank.Normal or ClaimRank.Deprecated)))
        {
            var next = Transitions.After(status, act.Kind) ?? status;
            led = next != status ? act : led;
            status = next;
        }

        // Who reaffirms a recognition does not begin it.
        led = status == RecognitionStatus.Recognized
            ? then.Acts.LastOrDefault(act => act.Kind is ActKind.Granted or ActKind.Reaffirmed && ActOrder.DateOf(act) == then.RecognizedOn) ?? led
            : led;
        return led is null ? Words.Of(status) : $"{Words.Of(status)} since {ActOrder.DateOf(led)} ({led.Id})";
    }

    static string ServiceOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)] switch
    {
        "states" or "organizations" or "recognitions" or "questions" or "countingRules" or "sources" => "recognitions",
        "documents" or "recommendations" => "recommendations",
        _ => "milestones",
    };
}
