using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Timelines;

namespace KosovoNato.Rules.Facts;

/// <summary>The states that recognize, those that do not, and those for which it is unknown: sorted codes.</summary>
public sealed record RecognitionTally(IReadOnlyList<string> Recognizing, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>
    /// Tallies all states with a recorded recognition, or, if the rule says so, only those that were members of the United Nations on the
    /// date. A state is unknown if the start of its membership is.
    /// </summary>
    public static RecognitionTally OfAll(
        CountingRule rule, DateOnly date, IEnumerable<Recognition> recognitions, Func<string, HoldsRole> unMembership) =>
        Of(recognitions
            .Select(r => (Recognition: r, Held: rule.UnMembersOnly ? unMembership(r.Recognizer) : HoldsRole.Yes))
            .Where(state => state.Held != HoldsRole.No)
            .Select(state => (state.Recognition.Recognizer,
                state.Held == HoldsRole.Yes ? VersionTimelines.Counts(state.Recognition, rule).On(date).Value : null)));

    /// <summary>
    /// Tallies the members of an organization on the date. The limit of a rule to members of the United Nations is ignored, because the
    /// organization decides who is a member. A state is unknown if the start of its membership is unknown, or no recognition is recorded.
    /// </summary>
    /// <param name="find">Finds the recognition by a state; null if none is recorded.</param>
    public static RecognitionTally OfMembers(
        CountingRule rule, DateOnly date, string subject, IEnumerable<Membership> memberships, Func<string, Recognition?> find) =>
        Of(memberships
            .Select(m => (Code: CodeOf(m), Held: VersionTimelines.Member(m).On(date).Value))
            .Where(member => member.Held != HoldsRole.No && member.Code != subject)
            .Select(member => (member.Code, member.Held == HoldsRole.Yes && find(member.Code) is { } recognition
                ? VersionTimelines.Counts(recognition, rule).On(date).Value
                : null)));

    /// <summary>Tallies the members of an organization by the facts of the date.</summary>
    /// <param name="organization">The resource name.</param>
    public static RecognitionTally OfMembers(
        CountingRule rule, DateOnly date, string subject, string organization, IResourceView resources) =>
        OfMembers(rule, date, subject, resources.List<Membership>($"{organization}/memberships/"),
            code => resources.Find<Recognition>(ResourceNames.Recognition(code, subject)));

    static string CodeOf(Membership membership) => membership.Name[(membership.Name.LastIndexOf('/') + 1)..];

    static RecognitionTally Of(IEnumerable<(string Code, bool? Recognizes)> answers)
    {
        var byAnswer = answers.ToLookup(answer => answer.Recognizes, answer => answer.Code);
        return new(Sorted(byAnswer[true]), Sorted(byAnswer[false]), Sorted(byAnswer[null]));
    }

    static string[] Sorted(IEnumerable<string> codes) => [.. codes.Order(StringComparer.Ordinal)];
}
