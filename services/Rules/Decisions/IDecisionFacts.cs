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

    /// <summary>The states with a recorded stance on a question, or with a vote on a related one.</summary>
    IEnumerable<string> Voters(Question question);

    /// <summary>The latest stance of a state on a question, from its position or a ballot; null if there is none.</summary>
    RecordedStance? StanceOf(Question question, string code);

    /// <summary>The latest vote of a state on a related question, as a stance on this one; null if there is none.</summary>
    RecordedStance? VotedBefore(Question question, string code);
}
