using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Timelines;

/// <summary>The timelines of the recorded facts, each computed when it is first needed and then cached.</summary>
sealed class FactTimelines(IResourceView resources)
{
    readonly Dictionary<(string Recognition, string Rule), Timeline<bool?>> counts = [];
    readonly Dictionary<string, Timeline<RecognitionStatus>> statuses = new(StringComparer.Ordinal);
    readonly Dictionary<string, IReadOnlyList<(string Code, Timeline<HoldsRole> Held)>> members = new(StringComparer.Ordinal);
    readonly Dictionary<(string Organization, string Decision, string Subject), Timeline<QuestionAsOf>> questions = [];
    readonly Dictionary<(string Indicator, string Since), Timeline<double?>> values = [];
    readonly Dictionary<string, Timeline<bool?>> stages = new(StringComparer.Ordinal);
    readonly HashSet<string> begun = new(StringComparer.Ordinal);
    ILookup<(string, string, string), Question>? asked;

    /// <summary>Whether a state recognizes by a rule; null if no recognition is recorded.</summary>
    /// <param name="rule">The counting rule; if null, the status decides.</param>
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

    /// <summary>All states with a recorded membership in an organization, ordered by code, and when they were members.</summary>
    public IReadOnlyList<(string Code, Timeline<HoldsRole> Held)> Members(string organization) =>
        Remembered(members, organization, () => (IReadOnlyList<(string, Timeline<HoldsRole>)>)
            [
                .. resources.List<Membership>($"{organization}/memberships/")
                    .Select(membership => (ResourceNames.Id(membership.Name, 1), VersionTimelines.Member(membership))),
            ]);

    public Timeline<QuestionAsOf> Question(string organization, string decision, string subject)
    {
        asked ??= resources.List<Question>().ToLookup(question => (question.Organization, question.Decision, question.Subject));
        var key = (organization, decision, subject);
        return Remembered(questions, key, () => QuestionTimeline.Of([.. asked[key]]));
    }

    /// <summary>The stances of states on questions.</summary>
    public StanceTimelines Stances { get; } = new(resources);

    /// <summary>
    /// The newest preferred value of an indicator. Undated observations are neither older nor newer than others, and are ignored.
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

    /// <summary>Whether a resource had the status in question; null where that is unknown.</summary>
    /// <param name="name">The name of the resource. Each resource is queried for one status only.</param>
    public Timeline<bool?> StatusReached(string name, Func<IEnumerable<DatedTransition>> moves) =>
        Remembered(stages, name, () => DatedTransition.Over([.. moves()]));

    /// <summary>Whether a standing condition was met; UNKNOWN while its own timeline is being computed.</summary>
    public Timeline<bool?> StandingCondition(string name) =>
        stages.GetValueOrDefault(name) ?? Timeline<bool?>.Of([], _ => null);

    /// <summary>
    /// Computes the timelines of a standing condition and of those that its criterion names, each after those that it depends on. A cycle
    /// is cut where it closes: no write creates one.
    /// </summary>
    /// <param name="before">The standing conditions that the criterion of a standing condition names.</param>
    public void ResolveStandingConditions(
        string name, Func<string, IEnumerable<string>> before, Func<string, Timeline<bool?>> make)
    {
        if (!begun.Contains(name))
        {
            DependencyOrder.Visit(name, begun, before, next => stages.TryAdd(next, make(next)));
        }
    }

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
