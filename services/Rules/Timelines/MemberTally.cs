using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Timelines;

/// <summary>
/// How many members of an organization recognize, over time. Counted along the changes of all members, so that the counts of every day
/// together cost little more than those of one day.
/// </summary>
sealed class MemberTally
{
    readonly IReadOnlyList<(string Code, Timeline<MemberAnswer> Answer)> members;

    /// <param name="members">The recorded memberships, each with when the state was a member and when its recognition counts.</param>
    public MemberTally(IEnumerable<(string Code, Timeline<HoldsRole> Held, Timeline<bool?> Counts)> members)
    {
        this.members = [.. members.Select(member => (member.Code, AnswerOf(member.Held, member.Counts)))];
        Days = Timeline<Counted>.Along<MemberAnswer>(
            [.. this.members.Select(member => member.Answer)], new Counted(this), static (counted, answer, by) => counted.Add(answer, by));
    }

    /// <summary>The counts, with a span for each change of any member.</summary>
    public Timeline<Counted> Days { get; }

    /// <summary>The members on a day, with whether each recognizes; null if that or its membership is unknown.</summary>
    public IEnumerable<(string Code, bool? Recognizes)> On(DateOnly day) => members
        .Select(member => (member.Code, Answer: member.Answer.On(day).Value))
        .Where(member => member.Answer.Held != HoldsRole.No)
        .Select(member => (member.Code, member.Answer.Counts));

    /// <summary>What recognition counts for matters only while the state is a member.</summary>
    static Timeline<MemberAnswer> AnswerOf(Timeline<HoldsRole> held, Timeline<bool?> counts) => Timeline<MemberAnswer>.Of(
        held.Changes.Concat(counts.Changes.Where(change => held.On(change.Day).Value == HoldsRole.Yes)),
        day => held.On(day).Value is var role && role == HoldsRole.Yes ? new(role, counts.On(day).Value) : new(role, null));

    /// <summary>A state on one day.</summary>
    /// <param name="Counts">Whether it recognizes; null if that is unknown, or if it is not certainly a member.</param>
    internal readonly record struct MemberAnswer(HoldsRole Held, bool? Counts);

    /// <summary>The numbers of members on one day.</summary>
    public readonly record struct Counted(MemberTally Of, int Members = 0, int Recognizing = 0, int Unknown = 0)
    {
        internal Counted Add(MemberAnswer answer, int by) => answer.Held == HoldsRole.No ? this : this with
        {
            Members = Members + by,
            Recognizing = Recognizing + (answer.Counts == true ? by : 0),
            Unknown = Unknown + (answer.Counts is null ? by : 0),
        };
    }
}
