using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Timelines;
using DecidedBy = KosovoNato.Recognitions.V1.VotingRule;

namespace KosovoNato.Rules.Explanations;

/// <summary>Collects the recorded facts that support a response, each with its statement on the day.</summary>
/// <param name="revisionOf">The revision that wrote a resource; 0 if there is no resource of this name.</param>
/// <param name="isAssumed">Whether part of a resource is assumed.</param>
public sealed class SupportingFacts(FactBase facts, Func<string, long> revisionOf, Func<string, bool> isAssumed)
{
    const string NotRecorded = "not recorded";

    /// <summary>The facts that are explained.</summary>
    public FactBase Facts => facts;

    /// <summary>The supporting facts as of another day, for example that of a ballot.</summary>
    public SupportingFacts On(DateOnly day) => new(facts.On(day), revisionOf, isAssumed);

    /// <summary>
    /// The supporting facts of a criterion: those of its conditions in order, each resource once, and a ballot once for each state.
    /// </summary>
    public IReadOnlyList<SupportingFact> Of(Criterion criterion) =>
    [
        .. CriterionReferences.Of(criterion).SelectMany(fact => ConditionSupport.Of(fact, facts, this))
            .DistinctBy(basis => (basis.Name, ResourceNames.IsBallot(basis.Name) ? basis.Statement : "")),
    ];

    /// <summary>
    /// The supporting facts of a decision: the rule, the question, and for each member of the electorate its membership and its position or
    /// recognition.
    /// </summary>
    public IReadOnlyList<SupportingFact> Of(DecisionAssessment assessment, Organization organization, string subject) =>
        Of(assessment, organization, subject, assessment.Stances);

    /// <summary>The same for some members of the electorate.</summary>
    public IReadOnlyList<SupportingFact> Of(
        DecisionAssessment assessment, Organization organization, string subject, IEnumerable<MemberStance> members)
    {
        var electorate = Electorate.OrganizationOf(organization, assessment.Rule.Decision);
        // Seats on the Security Council are not memberships.
        var areMembers = assessment.Rule.VotingRule != DecidedBy.SecurityCouncil;
        return
        [
            Rule(organization, assessment.Rule.Decision),
            .. assessment.Question is { } question ? [Question(question)] : Array.Empty<SupportingFact>(),
            .. members.SelectMany(stance => OfStance(stance, assessment.Question, areMembers ? electorate : null, subject)),
        ];
    }

    /// <summary>The status of a recognition, and the act that it follows from.</summary>
    public SupportingFact Recognition(string recognizer, string subject)
    {
        var name = ResourceNames.Recognition(recognizer, DefaultSubject.OrDefault(subject));
        return ForResource(name, facts.Resources.Find<Recognition>(name), StatementOf);
    }

    /// <summary>Whether a recognition counts by a rule.</summary>
    public SupportingFact Counted(string recognizer, string subject, CountingRule rule)
    {
        var name = ResourceNames.Recognition(recognizer, DefaultSubject.OrDefault(subject));
        return ForResource(name, facts.Resources.Find<Recognition>(name), recognition =>
            $"{(VersionTimelines.Counts(recognition, rule).On(facts.Day).Value == true ? "counts" : "does not count")}, "
            + $"{StatementOf(recognition)}");
    }

    /// <summary>The role of a state in an organization.</summary>
    public SupportingFact Membership(string organization, string state)
    {
        var name = ResourceNames.Membership(organization, state);
        return ForResource(
            name, facts.Resources.Find<Membership>(name), membership => StatementTimelines.Of(membership).On(facts.Day).Value);
    }

    /// <summary>The stance of a state on a question: its vote if that is the latest stance, otherwise its position.</summary>
    public SupportingFact Stance(Question question, string state) =>
        facts.StanceOf(question, StateCodes.Canonical(state)) is { } stance && ResourceNames.IsBallot(stance.Origin)
            ? Ballot(stance.Origin, state)
            : Position(question, state);

    /// <summary>The choice of a state in a ballot.</summary>
    public SupportingFact Ballot(string name, string state) => ForResource(name, facts.Resources.Find<Ballot>(name), ballot =>
        CastVotes.ChoiceOf(ballot, StateCodes.Canonical(state)) is var choice and not VoteChoice.Unspecified
            ? $"{state} {EnumNames.Of(choice)} on {ballot.Date}"
            : $"{state} has no choice in this ballot");

    /// <summary>The position of a state on a question.</summary>
    public SupportingFact Position(Question question, string state)
    {
        var name = ResourceNames.Position(question.Name, state);
        return ForResource(name, facts.Resources.Find<Position>(name), position => StatementTimelines.Of(position).On(facts.Day).Value);
    }

    public SupportingFact Question(Question question) => ForResource(question.Name, question, asked =>
        asked.Status is QuestionStatus.Open && asked.OpenedOn.Length > 0 ? $"{EnumNames.Of(asked.Status)} since {asked.OpenedOn}"
        : asked.DecidedOn.Length > 0 ? $"{EnumNames.Of(asked.Status)} on {asked.DecidedOn}"
        : EnumNames.Of(asked.Status));

    /// <summary>The status of a milestone, and its start.</summary>
    public SupportingFact Milestone(string name) => ForResource(name, facts.Milestone(name), milestone =>
        Since(EnumNames.Of(milestone.Status), milestone.Status == MilestoneStatus.Achieved
            ? milestone.AchievedOn
            : milestone.Transitions.LastOrDefault(move => !move.Retracted && move.ToStatus == milestone.Status)?.Date));

    /// <summary>The status of a partnership, and its start.</summary>
    public SupportingFact Partnership(string name) => ForResource(name, facts.Resources.Find<Partnership>(name), known =>
        Since(EnumNames.Of(known.Status), known.Transitions.LastOrDefault()?.Date));

    /// <summary>The rule by which an organization takes a decision.</summary>
    public SupportingFact Rule(Organization organization, string decision) => ForResource(organization.Name, organization, known =>
        known.DecisionRules.FirstOrDefault(rule => rule.Decision == decision) is { } rule
            ? $"{decision} by {EnumNames.Of(rule.VotingRule)} of "
                + $"{rule.Electorate}{(rule.ElectorateOrganization.Length > 0 ? $" of {rule.ElectorateOrganization}" : "")}"
                + (rule.Threshold.Length > 0 ? $", {rule.Threshold}" : "")
                + (rule.AbstentionBlocks ? ", an abstention blocks it" : "")
            : $"no rule for {decision}");

    public SupportingFact Rule(CountingRule rule) => ForResource(rule.Name, rule, known =>
        $"counts {string.Join(" and ", known.CountedActKinds.Select(EnumNames.Of))}, withdrawals {EnumNames.Of(known.WithdrawalPolicy)}"
        + $"{(known.CountDisputed ? ", including disputed recognitions" : "")}"
        + $"{(known.UnMembersOnly ? ", only members of the United Nations" : "")}");

    /// <summary>A resource and its statement. A missing record is a supporting fact as well.</summary>
    public SupportingFact ForResource<T>(string name, T? resource, Func<T, string> statementOf) where T : class => new()
    {
        Service = ServiceOf(name),
        Name = name,
        Revision = revisionOf(name),
        Statement = resource is null ? NotRecorded : statementOf(resource),
        Assumed = isAssumed(name),
    };

    internal static string Since(string status, string? date) => string.IsNullOrEmpty(date) ? status : $"{status} since {date}";

    IEnumerable<SupportingFact> OfStance(MemberStance stance, Question? question, string? electorate, string subject)
    {
        if (electorate is not null)
        {
            yield return Membership(electorate, stance.State);
        }

        yield return stance.Basis == AssessedStanceBasis.Inferred || question is null ? Recognition(stance.State, subject)
            : ResourceNames.IsBallot(stance.Origin) ? Ballot(stance.Origin, stance.State)
            : Position(question, stance.State);
    }

    string StatementOf(Recognition recognition) => StatementTimelines.Of(recognition).On(facts.Day).Value;

    static string ServiceOf(string name) => name[..name.IndexOf('/', StringComparison.Ordinal)] switch
    {
        "states" or "organizations" or "recognitions" or "questions" or "countingRules" or "sources" => "recognitions",
        "documents" or "recommendations" => "recommendations",
        _ => "milestones",
    };
}
