using KosovoNato.Criteria.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Milestones.Derivations;

/// <summary>What decisions of organizations mean for a criterion.</summary>
static class PreventedDecisions
{
    /// <summary>
    /// The decisions because of which a criterion cannot be met: one that it needs is prevented, or so many of its alternatives that
    /// too few are left. None if it could be met all the same.
    /// </summary>
    /// <param name="isPrevented">Says of a decision whether it will not be taken.</param>
    public static IReadOnlyList<ConsensusFact> Preventing(Criterion criterion, Func<ConsensusFact, bool> isPrevented)
    {
        return criterion.ExpressionCase switch
        {
            Criterion.ExpressionOneofCase.Consensus => isPrevented(criterion.Consensus) ? [criterion.Consensus] : [],
            Criterion.ExpressionOneofCase.All => Together(criterion.All.Of, criterion.All.Of.Count),
            Criterion.ExpressionOneofCase.Any => Together(criterion.Any.Of, 1),
            Criterion.ExpressionOneofCase.AtLeast => Together(criterion.AtLeast.Of, criterion.AtLeast.Count),
            _ => [],
        };

        IReadOnlyList<ConsensusFact> Together(IReadOnlyCollection<Criterion> parts, int needed)
        {
            List<IReadOnlyList<ConsensusFact>> prevented = [
                .. parts.Select(part => Preventing(part, isPrevented)).Where(decisions => decisions.Count > 0)];
            return parts.Count - prevented.Count < needed ? [.. prevented.SelectMany(decisions => decisions).Distinct()] : [];
        }
    }

    /// <summary>Says whether the question was put and answered in the negative, and was not put again since.</summary>
    public static bool HasNegativeOutcome(ConsensusFact fact, FactBase facts) =>
        facts.Question(fact.Organization, fact.Decision, fact.Subject) is { Status: QuestionStatus.Rejected or QuestionStatus.NoConsensus };
}
