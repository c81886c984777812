namespace KosovoNato.Rules.Criteria;

/// <summary>The conditions of a criterion, and the resources that it names.</summary>
public static class CriterionReferences
{
    /// <summary>The conditions of a criterion in order, each as a criterion of its own.</summary>
    public static IEnumerable<Criterion> Of(Criterion criterion) => PartsOf(criterion) is { } parts ? parts.SelectMany(Of) : [criterion];

    /// <summary>The names of the milestones that a criterion refers to, without duplicates.</summary>
    public static IEnumerable<string> Milestones(Criterion criterion) =>
        Of(criterion).Where(fact => fact.Milestone is not null).Select(fact => fact.Milestone.Milestone).Distinct();

    /// <summary>
    /// The names of the resources that a criterion names, sorted and without duplicates. The result of a condition can change only with one
    /// of these resources, with a resource below it, or with the questions to an organization.
    /// </summary>
    public static IReadOnlyList<string> Names(Criterion criterion) =>
        [.. Of(criterion).SelectMany(NamesOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The operands of a combination; null for a condition.</summary>
    internal static IReadOnlyList<Criterion>? PartsOf(Criterion criterion) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => criterion.All.Criteria,
        Criterion.ExpressionOneofCase.Any => criterion.Any.Criteria,
        Criterion.ExpressionOneofCase.AtLeast => criterion.AtLeast.Criteria,
        Criterion.ExpressionOneofCase.Negation => [criterion.Negation],
        _ => null,
    };

    static IEnumerable<string> NamesOf(Criterion fact) => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Recognition => NamesOf(fact.Recognition),
        Criterion.ExpressionOneofCase.Consensus => [fact.Consensus.Organization],
        Criterion.ExpressionOneofCase.Position =>
            [fact.Position.Organization, .. fact.Position.States.Select(ResourceNames.State)],
        Criterion.ExpressionOneofCase.Ratification =>
            [fact.Ratification.Organization, ResourceNames.Precedent(DefaultSubject.OrDefault(fact.Ratification.Subject))],
        Criterion.ExpressionOneofCase.Milestone => [fact.Milestone.Milestone],
        Criterion.ExpressionOneofCase.Indicator => [fact.Indicator.Indicator],
        Criterion.ExpressionOneofCase.Agreement => fact.Agreement.WhichCase == AgreementCondition.WhichOneofCase.Centre
            ? [fact.Agreement.Centre]
            : ["agreements"],
        Criterion.ExpressionOneofCase.Partnership => fact.Partnership.Partnerships.Count > 0
            ? fact.Partnership.Partnerships
            : ["partnerships"],
        _ => [],
    };

    static IEnumerable<string> NamesOf(RecognitionCondition fact)
    {
        yield return fact.RecognizerCase == RecognitionCondition.RecognizerOneofCase.State
            ? ResourceNames.Recognition(fact.State, DefaultSubject.OrDefault(fact.Subject))
            : fact.Organization;
        if (fact.CountingRule.Length > 0)
        {
            yield return fact.CountingRule;
        }
    }
}
