using System.Globalization;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Decisions;

/// <summary>
/// Says whether an organization would take a decision by its rule: a pure function of the facts on a day. A stance that nobody
/// recorded is inferred from recognition, and marked so.
/// </summary>
public static class DecisionCalculator
{
    static readonly string[] Permanent = ["CN", "FR", "GB", "RU", "US"];

    /// <summary>Assesses a decision; none if the organization, or its rule for the decision, is not known.</summary>
    /// <param name="silence">Whether who says nothing is taken not to object.</param>
    public static DecisionAssessment? Assess(Facts facts, string organization, string decision, string subject, bool silence = false)
    {
        if (facts.Organization(organization) is not { } known || known.DecisionRules.FirstOrDefault(r => r.Decision == decision) is not { } rule)
        {
            return null;
        }

        var question = facts.Question(organization, decision, subject);
        var members = facts.Members(Electorate.OrganizationOf(known, decision), subject);
        if (rule.Rule == Rule.SecurityCouncil)
        {
            // Who holds the other ten seats is not recorded.
            members = Permanent.Select(code => (code, Held.Yes));
        }

        List<MemberStance> stances = [.. members.Select(member => StanceOf(member.Code, member.Held, question, subject, facts))];
        return rule.Rule switch
        {
            Rule.Consensus => ByNoObjection(Rule.Consensus, stances, silence),
            Rule.Unanimity => ByNoObjection(Rule.Unanimity, stances, silence: false),
            Rule.SimpleMajority => BySimpleMajority(stances),
            Rule.QualifiedMajority => ByQualifiedMajority(stances, rule.Threshold),
            Rule.SecurityCouncil => BySecurityCouncil(stances),
            _ => null,
        };
    }

    /// <summary>An abstention prevents neither consensus nor unanimity.</summary>
    static DecisionAssessment ByNoObjection(Rule rule, List<MemberStance> stances, bool silence)
    {
        var blockers = Those(stances, Leaning.Oppose);
        var unknowns = silence ? [] : Those(stances, Leaning.Unknown);
        var verdict = blockers.Count > 0 ? Verdict.Blocked
            : unknowns.Count > 0 || stances.Count == 0 ? Verdict.Undetermined
            : Verdict.Met;
        return new(verdict, rule, stances, blockers.Count + unknowns.Count) { Blockers = blockers, Unknowns = unknowns };
    }

    static DecisionAssessment BySimpleMajority(List<MemberStance> stances)
    {
        var unknowns = Those(stances, Leaning.Unknown);
        var against = Those(stances, Leaning.Oppose);
        var inFavour = InFavour(stances);
        var verdict = inFavour > against.Count + unknowns.Count ? Verdict.Met
            : against.Count >= inFavour + unknowns.Count && stances.Count > 0 ? Verdict.Blocked
            : Verdict.Undetermined;
        return Majority(Rule.SimpleMajority, stances, verdict, against.Count + 1 - inFavour, against, unknowns);
    }

    static DecisionAssessment ByQualifiedMajority(List<MemberStance> stances, string threshold)
    {
        var unknowns = Those(stances, Leaning.Unknown);
        List<MemberStance> against = [.. stances.Where(stance => stance.Leaning is Leaning.Oppose or Leaning.Abstain)];
        var inFavour = InFavour(stances);
        var wanted = Wanted(threshold, stances.Count);
        var verdict = wanted is null || stances.Count == 0 ? Verdict.Undetermined
            : inFavour >= wanted ? Verdict.Met
            : stances.Count - against.Count < wanted ? Verdict.Blocked
            : Verdict.Undetermined;
        return Majority(Rule.QualifiedMajority, stances, verdict, (wanted ?? stances.Count) - inFavour, against, unknowns);
    }

    /// <summary>Nine of fifteen cannot be counted without the ten; a permanent member that opposes is enough to say no.</summary>
    static DecisionAssessment BySecurityCouncil(List<MemberStance> stances)
    {
        var blockers = Those(stances, Leaning.Oppose);
        var verdict = blockers.Count > 0 ? Verdict.Blocked : Verdict.Undetermined;
        return new(verdict, Rule.SecurityCouncil, stances, blockers.Count) { Blockers = blockers, Unknowns = Those(stances, Leaning.Unknown) };
    }

    /// <summary>Where a majority is reached, the others stand in nobody's way.</summary>
    static DecisionAssessment Majority(
        Rule rule, List<MemberStance> stances, Verdict verdict, int needed, List<MemberStance> against, List<MemberStance> unknowns) =>
        new(verdict, rule, stances, verdict == Verdict.Met ? 0 : Math.Max(needed, 0))
        {
            Blockers = verdict == Verdict.Met ? [] : against,
            Unknowns = verdict == Verdict.Met ? [] : unknowns,
        };

    static MemberStance StanceOf(string code, Held held, Question? question, string subject, Facts facts)
    {
        if (question is not null && facts.Position(question, code) is { } position && Stances.On(position, facts.Day) is { } stance)
        {
            return new(code, LeaningOf(stance.Stance), BasisOf(stance.Basis));
        }

        return new(code, held == Held.Yes ? Inferred(facts.Recognition(code, subject), facts) : Leaning.Unknown, Basis.Inferred);
    }

    static Leaning Inferred(Recognition? recognition, Facts facts) => recognition is null ? Leaning.Unknown : facts.StatusOf(recognition) switch
    {
        RecognitionStatus.Recognized => Leaning.NoObjection,
        RecognitionStatus.NotRecognized or RecognitionStatus.Withdrawn => Leaning.Oppose,
        _ => Leaning.Unknown,
    };

    static Leaning LeaningOf(Stance stance) => stance switch
    {
        Stance.Support => Leaning.Support,
        Stance.NoObjection => Leaning.NoObjection,
        Stance.Abstain => Leaning.Abstain,
        Stance.Oppose => Leaning.Oppose,
        // Whether a condition is met is for the state to say.
        _ => Leaning.Unknown,
    };

    static Basis BasisOf(StanceBasis basis) => basis switch
    {
        StanceBasis.Voted => Basis.Voted,
        StanceBasis.Declared => Basis.Declared,
        _ => Basis.Reported,
    };

    static int InFavour(List<MemberStance> stances) => stances.Count(stance => stance.Leaning is Leaning.Support or Leaning.NoObjection);

    static List<MemberStance> Those(List<MemberStance> stances, Leaning leaning) => stances.FindAll(stance => stance.Leaning == leaning);

    /// <summary>So many of a number: a threshold such as "2/3", rounded up; none if it is not written so.</summary>
    static int? Wanted(string threshold, int of) =>
        threshold.Split(' ')[0].Split('/') is [var part, var whole]
        && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
        && int.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out var w) && w > 0 && p <= w
            ? ((of * p) + w - 1) / w
            : null;
}
