namespace KosovoNato.Rules.Criteria;

/// <summary>Finds the decisions of organizations that prevent a criterion from being met.</summary>
static class PreventedDecisions
{
    /// <summary>
    /// The decisions that prevent a criterion from being met: a decision that it needs is prevented, or so many of its alternatives that
    /// too few are left. Empty if the criterion can still be met.
    /// </summary>
    /// <param name="isPrevented">Whether a decision will not be taken.</param>
    public static IReadOnlyList<ConsensusCondition> Preventing(Criterion criterion, Func<ConsensusCondition, bool> isPrevented)
    {
        return criterion.ExpressionCase switch
        {
            Criterion.ExpressionOneofCase.Consensus => isPrevented(criterion.Consensus) ? [criterion.Consensus] : [],
            Criterion.ExpressionOneofCase.All => Together(criterion.All.Criteria, criterion.All.Criteria.Count),
            Criterion.ExpressionOneofCase.Any => Together(criterion.Any.Criteria, 1),
            Criterion.ExpressionOneofCase.AtLeast => Together(criterion.AtLeast.Criteria, criterion.AtLeast.MinCount),
            _ => [],
        };

        IReadOnlyList<ConsensusCondition> Together(IReadOnlyCollection<Criterion> parts, int needed)
        {
            List<IReadOnlyList<ConsensusCondition>> prevented = [
                .. parts.Select(part => Preventing(part, isPrevented)).Where(decisions => decisions.Count > 0)];
            return parts.Count - prevented.Count < needed ? [.. prevented.SelectMany(decisions => decisions).Distinct()] : [];
        }
    }

    /// <summary>Whether the question has a negative outcome and was not opened again.</summary>
    public static bool HasNegativeOutcome(ConsensusCondition fact, FactBase facts) =>
        facts.Asked(fact.Organization, fact.Decision, fact.Subject).Status is QuestionStatus.Rejected or QuestionStatus.NoConsensus;
}
