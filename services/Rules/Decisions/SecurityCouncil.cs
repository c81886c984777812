using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Decisions;

/// <summary>
/// Fifteen seats, of which nine have to be in favour and none of the permanent ones against. Who holds the other ten changes
/// every year and is not recorded; one that has taken a stance is taken to hold a seat, for nobody else is asked.
/// </summary>
static class SecurityCouncil
{
    public const int Seats = 15;
    public const int Votes = 9;

    static readonly string[] Permanent = ["CN", "FR", "GB", "RU", "US"];

    /// <summary>The permanent members, and those whose stance on the question is recorded; by code.</summary>
    /// <param name="subject">The code of the state that it is about; it has no say.</param>
    public static IEnumerable<(string Code, HoldsRole Held)> Members(IDecisionFacts facts, Question? question, string subject) =>
        (question is null ? [] : facts.Stances(question))
            .Union(Permanent, StringComparer.Ordinal)
            .Where(code => code != DefaultSubject.OrDefault(subject))
            .Order(StringComparer.Ordinal)
            .Select(code => (code, HoldsRole.Yes));

    public static bool IsPermanent(string code) => Permanent.Contains(code, StringComparer.Ordinal);

    /// <summary>A permanent member of which it is not known where it stands may still object; an abstention is no veto.</summary>
    public static DecisionAssessment Assess(DecisionRule rule, IReadOnlyList<MemberStance> stances)
    {
        List<MemberStance> vetoes = [.. stances.Where(stance => stance.Leaning == Leaning.Oppose && IsPermanent(stance.State))];
        List<MemberStance> against = [.. stances.Where(stance => stance.Leaning is Leaning.Oppose or Leaning.Abstain)];
        List<MemberStance> unknowns = [.. stances.Where(stance => stance.Leaning == Leaning.Unknown)];
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
            // With nine in favour only those matter who can still say no.
            UnknownMembers = inFavour >= Votes ? [.. unknowns.Where(stance => IsPermanent(stance.State))] : unknowns,
            RequiredVotes = Votes,
            UnrecordedSeats = unrecorded,
        };
    }

    /// <summary>
    /// The codes of the fewest that would have to be in favour, and of all that are in one such set or another: those that can say
    /// no, and as many others as are wanting. None if nine are not known to sit there.
    /// </summary>
    public static (IReadOnlyList<string> Codes, IReadOnlyList<string> Candidates) SmallestChange(IReadOnlyList<MemberStance> stances)
    {
        string[] vetoing = Codes(stance => IsPermanent(stance.State) && stance.Leaning is Leaning.Oppose or Leaning.Unknown);
        string[] others = Codes(stance => stance.Leaning is Leaning.Oppose or Leaning.Unknown or Leaning.Abstain).Except(vetoing).ToArray();
        var wanting = Math.Max(
            Votes - stances.Count(stance => stance.Leaning is Leaning.Support or Leaning.NoObjection) - vetoing.Length, 0);
        return wanting > others.Length ? ([], [])
            : ([.. vetoing, .. others.Take(wanting)], [.. vetoing, .. wanting > 0 ? others : []]);

        string[] Codes(Func<MemberStance, bool> isMeant) => [.. stances.Where(isMeant).Select(stance => stance.State)];
    }
}
