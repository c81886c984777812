using KosovoNato.Criteria.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Outlooks;

/// <summary>What decisions of organizations mean for a criterion.</summary>
static class Decisions
{
    /// <summary>
    /// Says whether a criterion cannot be met because of decisions: one that it needs is prevented, or so many of its
    /// alternatives that too few are left.
    /// </summary>
    /// <param name="isPrevented">Says of a decision whether it will not be taken.</param>
    public static bool Prevent(Criterion criterion, Func<ConsensusFact, bool> isPrevented) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Consensus => isPrevented(criterion.Consensus),
        Criterion.ExpressionOneofCase.All => criterion.All.Of.Any(part => Prevent(part, isPrevented)),
        Criterion.ExpressionOneofCase.Any => criterion.Any.Of.All(part => Prevent(part, isPrevented)),
        Criterion.ExpressionOneofCase.AtLeast => criterion.AtLeast.Of.Count(part => !Prevent(part, isPrevented)) < criterion.AtLeast.Count,
        _ => false,
    };

    /// <summary>Says whether the question was put and answered in the negative, and was not put again since.</summary>
    public static bool HasNegativeOutcome(ConsensusFact fact, Facts facts) =>
        facts.Question(fact.Organization, fact.Decision, fact.Subject) is { Status: QuestionStatus.Rejected or QuestionStatus.NoConsensus };
}
