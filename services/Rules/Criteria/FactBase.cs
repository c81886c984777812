using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Timelines;
using KosovoNato.Rules.Transitions;

namespace KosovoNato.Rules.Criteria;

/// <summary>
/// The recorded facts as of a day, as rules query them. What they say about a day depends on that day and on what is recorded: not on the
/// day from which it is asked, and not on stored derived fields. Lookups are cached, so each snapshot needs an instance of its own. Not
/// thread-safe.
/// </summary>
public sealed class FactBase : IDecisionFacts
{
    const string DefaultRule = "countingRules/strict";

    readonly FactTimelines timelines;

    /// <param name="resources">The resources of a service and its mirrored resources.</param>
    /// <param name="day">The day in valid time.</param>
    public FactBase(IResourceView resources, DateOnly day)
        : this(resources, day, ComputedValues.OfConstantResources)
    {
    }

    /// <param name="computed">Keeps what is computed from the resources.</param>
    public FactBase(IResourceView resources, DateOnly day, ComputedValues computed)
        : this(resources, day, new FactTimelines(resources, computed))
    {
    }

    FactBase(IResourceView resources, DateOnly day, FactTimelines timelines) =>
        (Resources, Day, this.timelines) = (resources, day, timelines);

    public IResourceView Resources { get; }

    public DateOnly Day { get; }

    /// <summary>Since when everything that was read from these facts has been the same; null if it has never changed.</summary>
    internal ChangePoint? UnchangedSince { get; private set; }

    /// <summary>The same facts on another day, with nothing read yet.</summary>
    public FactBase On(DateOnly other) => new(Resources, other, timelines);

    /// <summary>
    /// The question about a decision. If there are several, the question with the latest event is used, then the first by name.
    /// </summary>
    public Question? Question(string organization, string decision, string subject) => Asked(organization, decision, subject).Question;

    public Organization? Organization(string name) => Resources.Find<Organization>(name);

    public Milestone? Milestone(string name) => Resources.Find<Milestone>(name);

    public Indicator? Indicator(string name) => Resources.Find<Indicator>(name);

    public Precedent? Precedent(string subject) => Resources.Find<Precedent>(ResourceNames.Precedent(DefaultSubject.OrDefault(subject)));

    /// <summary>The members on the day, ordered by code, including states whose membership is unknown and excluding the subject.</summary>
    public IReadOnlyList<(string Code, HoldsRole Held)> Members(string organization, string subject) =>
        [
            .. timelines.Members(organization)
                .Where(member => member.Code != DefaultSubject.OrDefault(subject))
                .Select(member => (member.Code, Held: Read(member.Held)))
                .Where(member => member.Held != HoldsRole.No),
        ];

    /// <summary>
    /// The members that ratify the accession of a state. Once the state is a member, members that joined after it are excluded.
    /// </summary>
    internal IReadOnlyList<(string Code, HoldsRole Held)> Ratifiers(string organization, string subject)
    {
        var own = timelines.Members(organization).FirstOrDefault(member => member.Code == DefaultSubject.OrDefault(subject)).Held;
        return own is not null && Read(own) == HoldsRole.Yes && own.On(Day).Since is { } accession
            ? On(accession.Day.AddDays(-1)).Members(organization, subject)
            : Members(organization, subject);
    }

    /// <summary>Whether a state recognizes on the day; null if the recognition or the rule is not recorded.</summary>
    /// <param name="countingRule">
    /// The name of the rule; countingRules/strict if empty. If that rule is not recorded, the status decides.
    /// </param>
    internal bool? Recognizes(string code, string subject, string countingRule)
    {
        var rule = Rule(countingRule);
        return rule is null && countingRule.Length > 0
            ? null
            : Read(timelines.CountsBy(ResourceNames.Recognition(code, DefaultSubject.OrDefault(subject)), rule));
    }

    /// <summary>How many members of an organization recognize on the day.</summary>
    internal MemberTally.Counted Recognizing(string organization, string subject, string countingRule) =>
        Read(timelines.Tally(organization, DefaultSubject.OrDefault(subject), countingRule, () => Rule(countingRule)).Days);

    /// <summary>A counting rule; null if it is not recorded.</summary>
    /// <param name="countingRule">The name of the rule; countingRules/strict if empty.</param>
    public CountingRule? Rule(string countingRule) =>
        Resources.Find<CountingRule>(countingRule.Length == 0 ? DefaultRule : countingRule);

    /// <summary>The status of a recognition on the day; UNSPECIFIED if there is no record.</summary>
    public RecognitionStatus StatusOf(string code, string subject) =>
        Read(timelines.Status(ResourceNames.Recognition(code, DefaultSubject.OrDefault(subject))));

    internal QuestionAsOf Asked(string organization, string decision, string subject) =>
        Read(timelines.Question(organization, decision, DefaultSubject.OrDefault(subject)));

    /// <summary>The codes of the states with a stance on a question.</summary>
    public IEnumerable<string> Stances(Question question) =>
        timelines.Stances.States(question.Name).Where(code => StanceOf(question, code) is not null);

    /// <summary>The codes of the states with a stance on a question, or with a vote on a related one.</summary>
    public IEnumerable<string> Voters(Question question) => timelines.Stances.Voters(question)
        .Where(code => (StanceOf(question, code) ?? VotedBefore(question, code)) is not null);

    /// <summary>The latest stance of a state on a question, from its position or a ballot; null if there is none.</summary>
    public RecordedStance? StanceOf(Question question, string code) => Read(timelines.Stances.On(question.Name, code));

    /// <summary>The latest vote of a state on a related question, as a stance on this one; null if there is none.</summary>
    public RecordedStance? VotedBefore(Question question, string code) => Read(timelines.Stances.Before(question, code));

    /// <summary>Whether a vote on one question is a vote before on the other.</summary>
    public bool AreRelated(Question question, Question other) =>
        timelines.Stances.RelatedTo(question).Any(related => related.Name == other.Name);

    internal double? Value(Indicator indicator, string since) => Read(timelines.Value(indicator, since));

    internal bool? HasRatified(Precedent precedent, string code) => Read(timelines.StatusReached(
        precedent,
        recorded => recorded.Ratifications.Where(ratification => ratification.State == code).Take(1).Select(DateOf)
            .Where(date => date.Length > 0).Select(date => new DatedTransition(new(date), IsTarget: true)),
        $"/{code}"));

    internal bool? IsInForce(Agreement agreement) => Read(timelines.StatusReached(agreement, recorded =>
        recorded.Transitions.Select(move => new DatedTransition(new(move.Date), move.ToStatus == AgreementStatus.InForce))));

    internal bool? IsActive(Partnership partnership) => Read(timelines.StatusReached(partnership, recorded =>
        recorded.Transitions.Select(move => new DatedTransition(new(move.Date), move.ToStatus == PartnershipStatus.Active))));

    internal bool? IsAchieved(Milestone milestone) => Read(MilestoneTransitions.CriterionDecides(milestone)
        ? ConditionOf(milestone.Name)
        : timelines.StatusReached(milestone, recorded => recorded.Transitions.Select(move => new DatedTransition(
            new(move.Date, move.AttestedOn, !move.Retracted), move.ToStatus == MilestoneStatus.Achieved))));

    /// <summary>
    /// Whether a standing condition was achieved, which its criterion decides on every day, whatever status is stored. An assumption takes
    /// precedence from its day on.
    /// </summary>
    Timeline<bool?> ConditionOf(string name) => timelines.StandingCondition(name, Conditions, next =>
    {
        var history = CriterionHistory.Over(Milestone(next)!.Criterion, On(DateOnly.MaxValue));
        return AssumedStatuses.Of(Resources, next) is var (status, on)
            ? history.From(PartialDate.Parse(on).First, status == MilestoneStatus.Achieved)
            : history;
    });

    IEnumerable<string> Conditions(string name) => CriterionReferences.Milestones(Milestone(name)!.Criterion)
        .Where(named => Milestone(named) is { } other && MilestoneTransitions.CriterionDecides(other));

    /// <summary>
    /// The deposit makes the ratification binding. If the source gives only the parliament's approval, that date is used instead.
    /// </summary>
    static string DateOf(Ratification ratification) =>
        ratification.DepositedOn.Length > 0 ? ratification.DepositedOn : ratification.ParliamentApprovedOn;

    T Read<T>(Timeline<T> timeline)
    {
        var (value, since) = timeline.On(Day);
        UnchangedSince = ChangePoint.Later(UnchangedSince, since);
        return value;
    }
}
