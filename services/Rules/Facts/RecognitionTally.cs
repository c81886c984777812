using KosovoNato.Rules.Memberships;
using KosovoNato.Rules.Timelines;

namespace KosovoNato.Rules.Facts;

/// <summary>Who recognizes, who does not, and of whom it is not known; codes, each list sorted.</summary>
public sealed record RecognitionTally(IReadOnlyList<string> Recognizing, IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>Counts among all states of which there is a record; only members of the United Nations, if the rule says so.</summary>
    public static RecognitionTally OfAll(
        CountingRule rule, DateOnly date, IEnumerable<Recognition> recognitions, Func<string, bool> isUnMember) =>
        Of(recognitions.Where(r => !rule.UnMembersOnly || isUnMember(r.Recognizer))
            .Select(r => (r.Recognizer, VersionTimelines.Counts(r, rule).On(date).Value)));

    /// <summary>
    /// Counts among the members of an organization on the date. Who is a member is for the organization to say, so that the
    /// rule's limit to members of the United Nations does not matter here. Not known is: whether a state was a member when
    /// the beginning of its membership is not known; whether it recognizes when there is no record.
    /// </summary>
    /// <param name="find">Finds the recognition by a state; none if there is no record.</param>
    public static RecognitionTally OfMembers(
        CountingRule rule, DateOnly date, string subject, IEnumerable<Membership> memberships, Func<string, Recognition?> find) =>
        Of(memberships
            .Select(m => (Code: CodeOf(m), Held: VersionTimelines.Member(m).On(date).Value))
            .Where(member => member.Held != HoldsRole.No && member.Code != subject)
            .Select(member => (member.Code, member.Held == HoldsRole.Yes && find(member.Code) is { } recognition
                ? VersionTimelines.Counts(recognition, rule).On(date).Value
                : null)));

    static string CodeOf(Membership membership) => membership.Name[(membership.Name.LastIndexOf('/') + 1)..];

    static RecognitionTally Of(IEnumerable<(string Code, bool? Recognizes)> answers)
    {
        var byAnswer = answers.ToLookup(answer => answer.Recognizes, answer => answer.Code);
        return new(Sorted(byAnswer[true]), Sorted(byAnswer[false]), Sorted(byAnswer[null]));
    }

    static string[] Sorted(IEnumerable<string> codes) => [.. codes.Order(StringComparer.Ordinal)];
}
