using KosovoNato.Rules.Memberships;

namespace KosovoNato.Rules.Decisions;

/// <summary>
/// The facts that a decision depends on, as of a day. Criteria use decisions and hold the facts, so decisions declare here what they need
/// instead of depending on criteria.
/// </summary>
public interface IDecisionFacts
{
    /// <summary>The organization by its ID; null if it is not recorded.</summary>
    Organization? Organization(string id);

    /// <summary>The question that was put to an organization; null if there is none.</summary>
    Question? Question(string organization, string decision, string subject);

    /// <summary>The states that are or may be members, excluding the subject.</summary>
    IReadOnlyList<(string Code, HoldsRole Held)> Members(string organization, string subject);

    /// <summary>The status of a state's recognition of the subject.</summary>
    RecognitionStatus StatusOf(string code, string subject);

    /// <summary>The states with a recorded stance on a question.</summary>
    IEnumerable<string> Stances(Question question);

    /// <summary>The recorded stance of a state; null if there is none.</summary>
    StancePeriod? StanceOf(Question question, string code);
}
