using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Timelines;

namespace KosovoNato.Rules.Criteria;

/// <summary>
/// Recorded facts as they were on a day, as far as rules ask for them. What was looked up is remembered, so there is one for each
/// state of the resources; for one thread.
/// </summary>
public sealed class FactBase : IDecisionFacts
{
    const string DefaultRule = "strict";

    readonly FactTimelines timelines;
    readonly DateOnly today;
    readonly bool isNested;

    /// <param name="resources">The resources of a service and those it has learned of others.</param>
    /// <param name="day">The day on which the world is looked at; the stages that services keep are those of this day.</param>
    public FactBase(IResourceView resources, DateOnly day)
        : this(resources, day, day, new FactTimelines(resources, day), isNested: false)
    {
    }

    FactBase(IResourceView resources, DateOnly day, DateOnly today, FactTimelines timelines, bool isNested) =>
        (Resources, Day, this.today, this.timelines, this.isNested) = (resources, day, today, timelines, isNested);

    public IResourceView Resources { get; }

    public DateOnly Day { get; }

    /// <summary>Whether the day is before the one whose stages services keep.</summary>
    internal bool IsPast => Read(timelines.IsPast);

    /// <summary>Since when all that was asked of these facts has been the same; since ever if there is no change.</summary>
    internal ChangePoint? UnchangedSince { get; private set; }

    /// <summary>The same facts on another day; nothing was asked of them yet.</summary>
    public FactBase On(DateOnly other) => new(Resources, other, today, timelines, isNested);

    /// <summary>The question about a decision; of several the one with which something happened last, then the first by name.</summary>
    public Question? Question(string organization, string decision, string subject) => Asked(organization, decision, subject).Question;

    public Organization? Organization(string id) => Resources.Find<Organization>(ResourceNames.Organization(id));

    public Milestone? Milestone(string id) => Resources.Find<Milestone>(ResourceNames.Milestone(id));

    public Indicator? Indicator(string id) => Resources.Find<Indicator>(ResourceNames.Indicator(id));

    public Precedent? Precedent(string subject) => Resources.Find<Precedent>(ResourceNames.Precedent(DefaultSubject.OrDefault(subject)));

    /// <summary>The members on the day by code, and those of which it is not known whether they were; without the subject itself.</summary>
    public IReadOnlyList<(string Code, HoldsRole Held)> Members(string organization, string subject) =>
        [
            .. timelines.Members(organization)
                .Where(member => member.Code != DefaultSubject.OrDefault(subject))
                .Select(member => (member.Code, Held: Read(member.Held)))
                .Where(member => member.Held != HoldsRole.No),
        ];

    /// <summary>The members who have a say in the accession of a state: not those that joined after it, once it is a member.</summary>
    internal IReadOnlyList<(string Code, HoldsRole Held)> Ratifiers(string organization, string subject)
    {
        var own = timelines.Members(organization).FirstOrDefault(member => member.Code == DefaultSubject.OrDefault(subject)).Held;
        return own is not null && Read(own) == HoldsRole.Yes && own.On(Day).Since is { } accession
            ? On(accession.Day.AddDays(-1)).Members(organization, subject)
            : Members(organization, subject);
    }

    /// <summary>Whether a state recognizes on the day; none if there is no record of it, or not of the rule.</summary>
    /// <param name="countingRule">The id of the rule; "strict" if empty, and without that the status counts.</param>
    internal bool? Recognizes(string code, string subject, string countingRule)
    {
        var rule = Rule(countingRule);
        return rule is null && countingRule.Length > 0
            ? null
            : Read(timelines.CountsBy(ResourceNames.Recognition(code, DefaultSubject.OrDefault(subject)), rule));
    }

    /// <param name="countingRule">The id of the rule; "strict" if empty.</param>
    internal CountingRule? Rule(string countingRule) =>
        Resources.Find<CountingRule>(ResourceNames.CountingRule(countingRule.Length == 0 ? DefaultRule : countingRule));

    /// <summary>The status of a recognition on the day; UNSPECIFIED if there is no record.</summary>
    public RecognitionStatus StatusOf(string code, string subject) =>
        Read(timelines.Status(ResourceNames.Recognition(code, DefaultSubject.OrDefault(subject))));

    internal QuestionAsOf Asked(string organization, string decision, string subject) =>
        Read(timelines.Question(organization, decision, DefaultSubject.OrDefault(subject)));

    /// <summary>The codes of those that take a stance on a question.</summary>
    public IEnumerable<string> Stances(Question question) =>
        timelines.Positions(question.Name).Where(code => StanceOf(question, code) is not null);

    public StancePeriod? StanceOf(Question question, string code) => Read(timelines.Stance($"{question.Name}/positions/{code}"));

    internal double? Value(Indicator indicator, string since) => Read(timelines.Value(indicator, since));

    internal bool? HasRatified(Precedent precedent, string code) => Read(timelines.StatusReached($"{precedent.Name}/{code}", () =>
    {
        var date = precedent.Ratifications.FirstOrDefault(ratification => ratification.By == code) is { } ratification
            ? DateOf(ratification)
            : null;
        return DatedTransition.Over(
            date is null ? [] : [new(date, "", true)], date is not null && !(PartialDate.ParseKnown(date)?.First > today), today);
    }));

    internal bool? IsInForce(Agreement agreement) =>
        Read(timelines.StatusReached(agreement.Name, agreement.Status == AgreementStatus.InForce,
        () => agreement.Moves.Select(move => new DatedTransition(move.On, "", move.To == AgreementStatus.InForce))));

    internal bool? IsActive(Partnership partnership) =>
        Read(timelines.StatusReached(partnership.Name, partnership.Status == PartnershipStatus.Active,
        () => partnership.Moves.Select(move => new DatedTransition(move.On, "", move.To == PartnershipStatus.Active))));

    internal bool? IsAchieved(Milestone milestone) =>
        Read(timelines.StatusReached(isNested ? $"nested {milestone.Name}" : milestone.Name, () => StageOf(milestone)));

    Timeline<bool?> StageOf(Milestone milestone)
    {
        var isAchieved = milestone.Status == MilestoneStatus.Achieved;
        if (milestone is not { Kind: MilestoneKind.StandingCondition, Criterion: { } criterion })
        {
            return DatedTransition.Over(
                [.. milestone.Moves.Where(move => !move.Retracted)
                    .Select(move => new DatedTransition(move.On, move.KnownOn, move.To == MilestoneStatus.Achieved))],
                isAchieved, today);
        }

        // Its criterion is asked about earlier days one level down and no further: criteria can name each other in long chains.
        // Below that, what is known is since when it has been achieved.
        return isNested
            ? SinceAchieved(milestone)
            : CriterionHistory.Over(criterion, new FactBase(Resources, today, today, timelines, isNested: true), isAchieved);
    }

    Timeline<bool?> SinceAchieved(Milestone milestone)
    {
        var isAchieved = milestone.Status == MilestoneStatus.Achieved;
        return isAchieved && PartialDate.ParseKnown(milestone.AchievedOn) is { } date
            ? Timeline<bool?>.Of([new ChangePoint(date.First, true)], day => day >= date.First ? true : null)
            : Timeline<bool?>.Of([new ChangePoint(today, false)], day => day >= today ? isAchieved : null);
    }

    /// <summary>
    /// The deposit makes it binding; the agreement of the parliament stands for it where that is all that a source gives.
    /// </summary>
    static string DateOf(Ratification ratification) =>
        ratification.DepositedOn.Length > 0 ? ratification.DepositedOn : ratification.ParliamentOn;

    T Read<T>(Timeline<T> timeline)
    {
        var (value, since) = timeline.On(Day);
        UnchangedSince = ChangePoint.Later(UnchangedSince, since);
        return value;
    }
}
