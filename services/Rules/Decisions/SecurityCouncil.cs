using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Decisions;

/// <summary>
/// The UN Security Council. A decision needs nine of the fifteen votes, and no permanent member against it. The holders of the other ten
/// seats change every year and are not recorded; a state with a recorded stance counts as holding a seat, because only members are asked.
/// </summary>
static class SecurityCouncil
{
    public const int Seats = 15;
    public const int Votes = 9;

    static readonly string[] Permanent = ["CN", "FR", "GB", "RU", "US"];

    /// <summary>The permanent members, and the states with a recorded stance on the question, ordered by code.</summary>
    /// <param name="subject">The code of the state that the decision is about; it has no vote.</param>
    public static IEnumerable<(string Code, HoldsRole Held)> Members(IDecisionFacts facts, Question? question, string subject) =>
        (question is null ? [] : facts.Stances(question))
            .Union(Permanent, StringComparer.Ordinal)
            .Where(code => code != DefaultSubject.OrDefault(subject))
            .Order(StringComparer.Ordinal)
            .Select(code => (code, HoldsRole.Yes));

    public static bool IsPermanent(string code) => Permanent.Contains(code, StringComparer.Ordinal);

    /// <summary>
    /// Applies the rule of the Security Council. A permanent member whose stance is unknown may still object; an abstention is not a veto.
    /// </summary>
    public static DecisionAssessment Assess(DecisionRule rule, IReadOnlyList<MemberStance> stances)
    {
        List<MemberStance> vetoes = [.. stances.Where(stance => stance.Leaning == CountedStance.Oppose && IsPermanent(stance.State))];
        List<MemberStance> against = [.. stances.Where(stance => stance.Leaning is CountedStance.Oppose or CountedStance.Abstain)];
        List<MemberStance> unknowns = [.. stances.Where(stance => stance.Leaning == CountedStance.Unknown)];
        var inFavour = stances.Count - against.Count - unknowns.Count;
        var unrecorded = Math.Max(Seats - stances.Count, 0);
        var canBeNine = inFavour + unknowns.Count + unrecorded >= Votes;
        var mayObject = unknowns.Count(stance => IsPermanent(stance.State));
        var verdict = vetoes.Count > 0 || !canBeNine ? Verdict.Blocked
            : inFavour >= Votes && mayObject == 0 ? Verdict.Met
            : Verdict.Undetermined;
        var isMet = verdict == Verdict.Met;
        return new(verdict, rule, stances, isMet ? 0 : Math.Max(Votes - inFavour, vetoes.Count + mayObject))
        {
            BlockingMembers = canBeNine ? vetoes : against,
            // With nine votes in favor, only members with a veto still matter.
            UnknownMembers = inFavour >= Votes ? [.. unknowns.Where(stance => IsPermanent(stance.State))] : unknowns,
            RequiredVotes = Votes,
            UnrecordedSeats = unrecorded,
        };
    }

    /// <summary>
    /// The codes of the fewest members that would have to be in favor, and of all members in any such set: the permanent members that
    /// object or whose stance is unknown, and as many others as are needed. Empty if too few members are recorded to reach nine votes.
    /// </summary>
    public static (IReadOnlyList<string> Codes, IReadOnlyList<string> Candidates) SmallestChange(IReadOnlyList<MemberStance> stances)
    {
        string[] vetoing = Codes(stance => IsPermanent(stance.State) && stance.Leaning is CountedStance.Oppose or CountedStance.Unknown);
        string[] others = Codes(stance => stance.Leaning is CountedStance.Oppose or CountedStance.Unknown or CountedStance.Abstain)
            .Except(vetoing).ToArray();
        var wanting = Math.Max(
            Votes - stances.Count(stance => stance.Leaning is CountedStance.Support or CountedStance.NoObjection) - vetoing.Length, 0);
        return wanting > others.Length ? ([], [])
            : ([.. vetoing, .. others.Take(wanting)], [.. vetoing, .. wanting > 0 ? others : []]);

        string[] Codes(Func<MemberStance, bool> isMeant) => [.. stances.Where(isMeant).Select(stance => stance.State)];
    }
}
