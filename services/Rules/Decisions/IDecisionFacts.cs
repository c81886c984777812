using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Decisions;

/// <summary>
/// What a decision depends on, as of a day. Criteria ask about decisions and hold the facts, so decisions name here what they
/// need of them instead of depending on criteria.
/// </summary>
public interface IDecisionFacts
{
    /// <summary>The organization by its ID; null if it is not recorded.</summary>
    Organization? Organization(string id);

    /// <summary>The question that was put to an organization; null if none was.</summary>
    Question? Question(string organization, string decision, string subject);

    /// <summary>The states that are or may be members, without the subject.</summary>
    IReadOnlyList<(string Code, HoldsRole Held)> Members(string organization, string subject);

    /// <summary>Whether a state recognizes the subject.</summary>
    RecognitionStatus StatusOf(string code, string subject);

    /// <summary>The states with a recorded stance on a question.</summary>
    IEnumerable<string> Stances(Question question);

    /// <summary>The recorded stance of a state; null if there is none.</summary>
    StancePeriod? StanceOf(Question question, string code);
}
