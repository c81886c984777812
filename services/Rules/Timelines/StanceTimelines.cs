using KosovoNato.Kernel.Recomputation;
using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Timelines;

/// <summary>
/// The timelines of the stances of states on questions, from positions and ballots. Each is computed when it is first needed and then
/// cached.
/// </summary>
sealed class StanceTimelines(IResourceView resources, ComputedValues computed)
{
    static readonly Timeline<RecordedStance?> Never = Timeline<RecordedStance?>.Of([], _ => null);

    readonly ComputedTable<string, IReadOnlyList<string>> states = new(computed, StringComparer.Ordinal);
    readonly ComputedTable<string, IReadOnlyList<Ballot>> ballots = new(computed, StringComparer.Ordinal);
    readonly ComputedTable<(string Question, string State), Timeline<RecordedStance?>> stances = new(computed);
    readonly ComputedTable<(string Question, string State), Timeline<RecordedStance?>> before = new(computed);
    readonly ComputedTable<string, ILookup<(string, string, string), Question>> related = new(computed);

    /// <summary>The codes of the states that took a stance on a question or had a vote on it at any time, in order.</summary>
    public IReadOnlyList<string> States(string question) => states.Of(question, () =>
    [
        .. resources.List<Position>($"{question}/positions/").Select(position => ResourceNames.Id(position.Name, 1))
            .Union(Ballots(question).SelectMany(ballot => ballot.Choices).Select(voted => voted.State), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ]);

    /// <summary>The codes of the states that had a part in a question or in a vote on a related one at any time, in order.</summary>
    public IEnumerable<string> Voters(Question question) => RelatedTo(question)
        .SelectMany(other => Ballots(other.Name)).SelectMany(ballot => ballot.Choices).Select(voted => voted.State)
        .Union(States(question.Name), StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>The ballots on a question, by date.</summary>
    public IReadOnlyList<Ballot> Ballots(string question) => ballots.Of(question, () =>
        [.. resources.List<Ballot>($"{question}/ballots/").OrderBy(CastVotes.DayOf)]);

    /// <summary>
    /// The latest stance on a question: the position of the state, or its vote if that is later. An absence or an unclear choice is no
    /// stance.
    /// </summary>
    public Timeline<RecordedStance?> On(string question, string state) => stances.Of((question, state), () =>
    {
        var position = resources.Find<Position>($"{question}/positions/{state}");
        var taken = position is null ? Never : VersionTimelines.Stance(position);
        List<RecordedStance> votes = [.. Ballots(question).Select(ballot => CastVotes.Vote(ballot, state)).OfType<RecordedStance>()];
        return votes.Count == 0 ? taken : Timeline<RecordedStance?>.Of(
            ChangesOf(votes).Concat(position is null ? [] : VersionTimelines.ChangesOf(position)),
            day => RecordedStance.Later(taken.On(day).Value, Last(votes, day)));
    });

    /// <summary>The latest vote on a related question, as a stance on this one.</summary>
    public Timeline<RecordedStance?> Before(Question asked, string state) => before.Of((asked.Name, state), () =>
    {
        // Read here, so that this value is outdated with the question.
        var question = resources.Find<Question>(asked.Name) ?? asked;
        List<RecordedStance> votes =
        [
            .. RelatedTo(question)
                .SelectMany(other => Ballots(other.Name).Select(ballot => CastVotes.VoteBefore(ballot, state, other, question)))
                .OfType<RecordedStance>().OrderBy(vote => vote.Since),
        ];
        return votes.Count == 0 ? Never : Timeline<RecordedStance?>.Of(ChangesOf(votes), day => Last(votes, day));
    });

    /// <summary>The other questions to the same organization, about the same subject, with the same aim.</summary>
    public IEnumerable<Question> RelatedTo(Question question)
    {
        var byAim = related.Of("", () => resources.List<Question>().Where(other => other.Aim.Length > 0).ToLookup(KeyOf));
        return byAim[KeyOf(question)].Where(other => other.Name != question.Name);
    }

    static (string, string, string) KeyOf(Question question) => (question.Organization, question.Subject, question.Aim);

    static IEnumerable<ChangePoint> ChangesOf(IEnumerable<RecordedStance> votes) => votes.Select(vote => new ChangePoint(vote.Since, true));

    static RecordedStance? Last(List<RecordedStance> votes, DateOnly day) =>
        votes.FindLastIndex(vote => vote.Since <= day) is >= 0 and var index ? votes[index] : null;
}
