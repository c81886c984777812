using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Timelines;

/// <summary>The timelines of the recorded facts, each made when it is first asked for and then remembered.</summary>
/// <param name="today">The day of the present stages that services keep.</param>
sealed class FactTimelines(IResourceView resources, DateOnly today)
{
    readonly Dictionary<(string Recognition, string Rule), Timeline<bool?>> counts = [];
    readonly Dictionary<string, Timeline<RecognitionStatus>> statuses = new(StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyList<(string Code, Timeline<HoldsRole> Held)>> members = new(StringComparer.Ordinal);
    readonly Dictionary<(string Organization, string Decision, string Subject), Timeline<QuestionAsOf>> questions = [];
    readonly Dictionary<string, IReadOnlyList<string>> positions = new(StringComparer.Ordinal);
    readonly Dictionary<string, Timeline<StancePeriod?>> stances = new(StringComparer.Ordinal);
    readonly Dictionary<(string Indicator, string Since), Timeline<double?>> values = [];
    readonly Dictionary<string, Timeline<bool?>> stages = new(StringComparer.Ordinal);
    ILookup<(string, string, string), Question>? asked;

    /// <summary>Whether a day is before today: what is said of today only became so today.</summary>
    public Timeline<bool> IsPast { get; } = Timeline<bool>.Of([new ChangePoint(today, false)], day => day < today);

    /// <summary>Whether a state recognizes by a rule; none if there is no record.</summary>
    /// <param name="rule">The rule; without one, by its status.</param>
    public Timeline<bool?> CountsBy(string recognition, CountingRule? rule) =>
        Remembered(counts, (recognition, rule?.Name ?? ""), () => resources.Find<Recognition>(recognition) is not { } recorded
            ? Timeline<bool?>.Of([], _ => null)
            : rule is not null ? VersionTimelines.Counts(recorded, rule)
            : Timeline<bool?>.Of(
                VersionTimelines.ChangesOf(recorded), day => RecognitionFold.StatusOn(recorded, day) == RecognitionStatus.Recognized));

    /// <summary>The status of a recognition; UNSPECIFIED if there is no record.</summary>
    public Timeline<RecognitionStatus> Status(string recognition) =>
        Remembered(statuses, recognition, () => resources.Find<Recognition>(recognition) is { } recorded
            ? VersionTimelines.Status(recorded)
            : Timeline<RecognitionStatus>.Of([], _ => RecognitionStatus.Unspecified));

    /// <summary>All that have or had a record in an organization, in the order of codes, and when they were members.</summary>
    public IReadOnlyList<(string Code, Timeline<HoldsRole> Held)> Members(string organization) =>
        Remembered(members, organization, () => (IReadOnlyList<(string, Timeline<HoldsRole>)>)
            [
                .. resources.List<Membership>($"{ResourceNames.Organization(organization)}/memberships/")
                    .Select(membership => (ResourceNames.Id(membership.Name, 1), VersionTimelines.Member(membership))),
            ]);

    public Timeline<QuestionAsOf> Question(string organization, string decision, string subject)
    {
        asked ??= resources.List<Question>().ToLookup(question => (question.Organization, question.Decision, question.Subject));
        var key = (organization, decision, subject);
        return Remembered(questions, key, () => QuestionTimeline.Of([.. asked[key]]));
    }

    /// <summary>The codes of those that took a stance on a question at any time, in their order.</summary>
    public IReadOnlyList<string> Positions(string question) =>
        Remembered(positions, question, () => (IReadOnlyList<string>)[
            .. resources.List<Position>($"{question}/positions/").Select(position => ResourceNames.Id(position.Name, 1))]);

    public Timeline<StancePeriod?> Stance(string position) =>
        Remembered(stances, position, () => resources.Find<Position>(position) is { } recorded
            ? VersionTimelines.Stance(recorded)
            : Timeline<StancePeriod?>.Of([], _ => null));

    /// <summary>
    /// The newest preferred value of an indicator. Undated ones are neither older nor newer than others, and are left out.
    /// </summary>
    public Timeline<double?> Value(Indicator indicator, string since)
    {
        return Remembered(values, (indicator.Name, since), () =>
        {
            var earliest = PartialDate.ParseKnown(since);
            List<(DateOnly From, double Value)> observed =
            [
                .. indicator.Observations
                    .Where(observation => observation is { HasValue: true, Rank: ClaimRank.Preferred, Period.Length: > 0 })
                    .Select(observation => (Period: PartialDate.Parse(observation.Period), observation.Value))
                    .Where(observation => earliest is not { } date || !observation.Period.IsCertainlyBefore(date))
                    .OrderBy(observation => observation.Period.First).ThenByDescending(observation => observation.Period.Last)
                    .Select(observation => (observation.Period.First, observation.Value)),
            ];
            return Timeline<double?>.Of(
                observed.Select(observation => new ChangePoint(observation.From, true)),
                day => observed.FindLastIndex(observation => observation.From <= day) is >= 0 and var index ? observed[index].Value : null);
        });
    }

    /// <summary>Whether something was at the stage that is asked for; none where that is not known.</summary>
    /// <param name="name">The name of what has stages; each is asked for one only.</param>
    public Timeline<bool?> StatusReached(string name, bool present, Func<IEnumerable<DatedTransition>> moves) =>
        Remembered(stages, name, () => DatedTransition.Over([.. moves()], present, today));

    /// <summary>The same for what has its stage from elsewhere than from moves.</summary>
    public Timeline<bool?> StatusReached(string name, Func<Timeline<bool?>> make) => Remembered(stages, name, make);

    static TValue Remembered<TKey, TValue>(Dictionary<TKey, TValue> made, TKey key, Func<TValue> make) where TKey : notnull
    {
        if (!made.TryGetValue(key, out var value))
        {
            value = make();
            made.Add(key, value);
        }

        return value;
    }
}
