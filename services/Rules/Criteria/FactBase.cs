using KosovoNato.Rules.Decisions;
using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Timelines;

namespace KosovoNato.Rules.Criteria;

/// <summary>
/// The recorded facts as of a day, as rules query them. Lookups are cached, so each snapshot needs an instance of its own. Not thread-safe.
/// </summary>
public sealed class FactBase : IDecisionFacts
{
    const string DefaultRule = "countingRules/strict";

    readonly FactTimelines timelines;
    readonly DateOnly today;
    readonly bool isNested;

    /// <param name="resources">The resources of a service and its mirrored resources.</param>
    /// <param name="day">The day in valid time. The statuses that services store are those of this day.</param>
    public FactBase(IResourceView resources, DateOnly day)
        : this(resources, day, day, new FactTimelines(resources, day), isNested: false)
    {
    }

    FactBase(IResourceView resources, DateOnly day, DateOnly today, FactTimelines timelines, bool isNested) =>
        (Resources, Day, this.today, this.timelines, this.isNested) = (resources, day, today, timelines, isNested);

    public IResourceView Resources { get; }

    public DateOnly Day { get; }

    /// <summary>Whether the day is before the day of the stored statuses.</summary>
    internal bool IsPast => Read(timelines.IsPast);

    /// <summary>Since when everything that was read from these facts has been the same; null if it has never changed.</summary>
    internal ChangePoint? UnchangedSince { get; private set; }

    /// <summary>The same facts on another day, with nothing read yet.</summary>
    public FactBase On(DateOnly other) => new(Resources, other, today, timelines, isNested);

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
        timelines.Positions(question.Name).Where(code => StanceOf(question, code) is not null);

    public StancePeriod? StanceOf(Question question, string code) => Read(timelines.Stance($"{question.Name}/positions/{code}"));

    internal double? Value(Indicator indicator, string since) => Read(timelines.Value(indicator, since));

    internal bool? HasRatified(Precedent precedent, string code) => Read(timelines.StatusReached($"{precedent.Name}/{code}", () =>
    {
        var date = precedent.Ratifications.FirstOrDefault(ratification => ratification.State == code) is { } ratification
            ? DateOf(ratification)
            : null;
        return DatedTransition.Over(
            date is null ? [] : [new(date, "", true)], date is not null && !(PartialDate.ParseKnown(date)?.First > today), today);
    }));

    internal bool? IsInForce(Agreement agreement) =>
        Read(timelines.StatusReached(agreement.Name, agreement.Status == AgreementStatus.InForce,
        () => agreement.Transitions.Select(move => new DatedTransition(move.Date, "", move.ToStatus == AgreementStatus.InForce))));

    internal bool? IsActive(Partnership partnership) =>
        Read(timelines.StatusReached(partnership.Name, partnership.Status == PartnershipStatus.Active,
        () => partnership.Transitions.Select(move => new DatedTransition(move.Date, "", move.ToStatus == PartnershipStatus.Active))));

    internal bool? IsAchieved(Milestone milestone) =>
        Read(timelines.StatusReached(isNested ? $"nested {milestone.Name}" : milestone.Name, () => StageOf(milestone)));

    Timeline<bool?> StageOf(Milestone milestone)
    {
        var isAchieved = milestone.Status == MilestoneStatus.Achieved;
        if (milestone is not { Kind: MilestoneKind.StandingCondition, Criterion: { } criterion })
        {
            return DatedTransition.Over(
                [.. milestone.Transitions.Where(move => !move.Retracted)
                    .Select(move => new DatedTransition(move.Date, move.AttestedOn, move.ToStatus == MilestoneStatus.Achieved))],
                isAchieved, today);
        }

        // The criterion of a standing condition is evaluated on earlier days one level down and no further, because criteria can name each
        // other in long chains. Below that level, only the date of the achievement is known.
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
