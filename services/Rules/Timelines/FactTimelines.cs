using Google.Protobuf;
using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.Acts;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Timelines;

/// <summary>The timelines of the recorded facts, each computed when it is first needed and then cached.</summary>
sealed class FactTimelines
{
    static readonly Timeline<bool?> Unknown = Timeline<bool?>.Of([], _ => null);

    readonly IResourceView resources;
    readonly ComputedTable<(string Recognition, string Rule), Timeline<bool?>> counts;
    readonly ComputedTable<string, Timeline<RecognitionStatus>> statuses;
    readonly ComputedTable<string, IReadOnlyList<(string Code, Timeline<HoldsRole> Held)>> members;
    readonly ComputedTable<(string Organization, string Subject, string Rule), MemberTally> tallies;
    readonly ComputedTable<(string Organization, string Decision, string Subject), Timeline<QuestionAsOf>> questions;
    readonly ComputedTable<string, ILookup<(string, string, string), Question>> asked;
    readonly ComputedTable<(string Indicator, string Since), Timeline<double?>> values;
    readonly ComputedTable<string, Timeline<bool?>> stages;
    readonly HashSet<string> begun = new(StringComparer.Ordinal);
    readonly ComputedValues computed;

    public FactTimelines(IResourceView resources, ComputedValues computed)
    {
        (this.resources, this.computed) = (resources, computed);
        (counts, statuses, members) = (new(computed), new(computed, StringComparer.Ordinal), new(computed, StringComparer.Ordinal));
        (tallies, questions, asked, values) = (new(computed), new(computed), new(computed), new(computed));
        stages = new(computed, StringComparer.Ordinal, name => begun.Remove(name));
        Stances = new(resources, computed);
    }

    /// <summary>Whether a state recognizes by a rule; null if no recognition is recorded.</summary>
    /// <param name="rule">The counting rule; if null, the status decides.</param>
    public Timeline<bool?> CountsBy(string recognition, CountingRule? rule) =>
        counts.Of((recognition, rule?.Name ?? ""), () => resources.Find<Recognition>(recognition) is not { } recorded
            ? Unknown
            : rule is not null ? VersionTimelines.Counts(recorded, Again(rule))
            : Timeline<bool?>.Of(
                VersionTimelines.ChangesOf(recorded), day => RecognitionFold.StatusOn(recorded, day) == RecognitionStatus.Recognized));

    /// <summary>The status of a recognition; UNSPECIFIED if there is no record.</summary>
    public Timeline<RecognitionStatus> Status(string recognition) =>
        statuses.Of(recognition, () => resources.Find<Recognition>(recognition) is { } recorded
            ? VersionTimelines.Status(recorded)
            : Timeline<RecognitionStatus>.Of([], _ => RecognitionStatus.Unspecified));

    /// <summary>All states with a recorded membership in an organization, ordered by code, and when they were members.</summary>
    public IReadOnlyList<(string Code, Timeline<HoldsRole> Held)> Members(string organization) =>
        members.Of(organization, () =>
            [
                .. resources.List<Membership>($"{organization}/memberships/")
                    .Select(membership => (ResourceNames.Id(membership.Name, 1), VersionTimelines.Member(membership))),
            ]);

    /// <summary>How many members of an organization recognize.</summary>
    /// <param name="rule">The counting rule; null if it is not recorded.</param>
    /// <param name="countingRule">The name of the wanted rule; empty for the default, without which the status decides.</param>
    public MemberTally Tally(string organization, string subject, string countingRule, Func<CountingRule?> rule) =>
        tallies.Of((organization, subject, countingRule), () =>
        {
            var recorded = rule();
            return new(Members(organization).Where(member => member.Code != subject).Select(member => (member.Code, member.Held,
                recorded is null && countingRule.Length > 0
                    ? Unknown
                    : CountsBy(ResourceNames.Recognition(member.Code, subject), recorded))));
        });

    public Timeline<QuestionAsOf> Question(string organization, string decision, string subject)
    {
        var key = (organization, decision, subject);
        return questions.Of(key, () => QuestionTimeline.Of([.. Asked()[key]]));
    }

    ILookup<(string, string, string), Question> Asked() => asked.Of("", () => resources.List<Question>()
        .ToLookup(question => (question.Organization, question.Decision, question.Subject)));

    /// <summary>The stances of states on questions.</summary>
    public StanceTimelines Stances { get; }

    /// <summary>
    /// The newest preferred value of an indicator. Undated observations are neither older nor newer than others, and are ignored.
    /// </summary>
    public Timeline<double?> Value(Indicator indicator, string since)
    {
        return values.Of((indicator.Name, since), () =>
        {
            var earliest = PartialDate.ParseKnown(since);
            List<(DateOnly From, double Value)> observed =
            [
                .. Again(indicator).Observations
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

    /// <summary>Whether a resource, or a part of it, had the status in question; null where that is unknown.</summary>
    /// <param name="part">Distinguishes parts of the resource. Each is queried for one status only.</param>
    public Timeline<bool?> StatusReached<T>(T resource, Func<T, IEnumerable<DatedTransition>> moves, string part = "")
        where T : class, IMessage<T>, IResource, new() =>
        stages.Of(resource.Name + part, () => DatedTransition.Over([.. moves(Again(resource))]));

    /// <summary>
    /// Whether a standing condition was met. It is computed after those that its criterion names. A cycle is cut where it closes: no write
    /// creates one.
    /// </summary>
    /// <param name="before">The standing conditions that the criterion of a standing condition names.</param>
    public Timeline<bool?> StandingCondition(
        string name, Func<string, IEnumerable<string>> before, Func<string, Timeline<bool?>> make)
    {
        if (!begun.Contains(name))
        {
            DependencyOrder.Visit(name, begun, before, next => stages.Of(next, () => make(next)));
        }

        if (stages.TryGet(name, out var timeline))
        {
            return timeline;
        }

        computed.ReportCycle();
        return Unknown;
    }

    /// <summary>
    /// The resource that a caller read. A value must read all that it is computed from itself, so that it is outdated with each of it.
    /// </summary>
    T Again<T>(T resource) where T : class, IMessage<T>, IResource, new() => resources.Find<T>(resource.Name) ?? resource;
}
