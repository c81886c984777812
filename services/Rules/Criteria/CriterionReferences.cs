namespace KosovoNato.Rules.Criteria;

/// <summary>What a criterion names.</summary>
public static class CriterionReferences
{
    /// <summary>The facts that a criterion rests on, each as the criterion that it is, in their order.</summary>
    public static IEnumerable<Criterion> Of(Criterion criterion) => PartsOf(criterion) is { } parts ? parts.SelectMany(Of) : [criterion];

    /// <summary>The ids of the milestones that a criterion names, each once.</summary>
    public static IEnumerable<string> Milestones(Criterion criterion) =>
        Of(criterion).Where(fact => fact.Milestone is not null).Select(fact => fact.Milestone.Milestone).Distinct();

    /// <summary>
    /// The names of the resources that a criterion names, sorted, each once: one of its facts can only change with one of them,
    /// with what lies under it, or with the questions to an organization.
    /// </summary>
    public static IReadOnlyList<string> Names(Criterion criterion) =>
        [.. Of(criterion).SelectMany(NamesOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The parts of a combination; none of a fact.</summary>
    internal static IReadOnlyList<Criterion>? PartsOf(Criterion criterion) => criterion.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.All => criterion.All.Of,
        Criterion.ExpressionOneofCase.Any => criterion.Any.Of,
        Criterion.ExpressionOneofCase.AtLeast => criterion.AtLeast.Of,
        Criterion.ExpressionOneofCase.Negation => [criterion.Negation],
        _ => null,
    };

    static IEnumerable<string> NamesOf(Criterion fact) => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Recognition => NamesOf(fact.Recognition),
        Criterion.ExpressionOneofCase.Consensus => [Rules.ResourceNames.Organization(fact.Consensus.Organization)],
        Criterion.ExpressionOneofCase.Position =>
            [Rules.ResourceNames.Organization(fact.Position.Organization), .. fact.Position.States.Select(Rules.ResourceNames.State)],
        Criterion.ExpressionOneofCase.Ratification =>
            [Rules.ResourceNames.Organization(fact.Ratification.Organization),
                Rules.ResourceNames.Precedent(DefaultSubject.OrDefault(fact.Ratification.Subject))],
        Criterion.ExpressionOneofCase.Milestone => [Rules.ResourceNames.Milestone(fact.Milestone.Milestone)],
        Criterion.ExpressionOneofCase.Indicator => [Rules.ResourceNames.Indicator(fact.Indicator.Indicator)],
        Criterion.ExpressionOneofCase.Agreement => fact.Agreement.WhichCase == AgreementFact.WhichOneofCase.Centre
            ? [Rules.ResourceNames.Centre(fact.Agreement.Centre)]
            : ["agreements"],
        Criterion.ExpressionOneofCase.Partnership => fact.Partnership.Partnerships.Count > 0
            ? fact.Partnership.Partnerships.Select(Rules.ResourceNames.Partnership)
            : ["partnerships"],
        _ => [],
    };

    static IEnumerable<string> NamesOf(RecognitionFact fact)
    {
        yield return fact.RecognizerCase == RecognitionFact.RecognizerOneofCase.State
            ? Rules.ResourceNames.Recognition(fact.State, DefaultSubject.OrDefault(fact.Subject))
            : Rules.ResourceNames.Organization(fact.Organization);
        if (fact.CountingRule.Length > 0)
        {
            yield return Rules.ResourceNames.CountingRule(fact.CountingRule);
        }
    }
}
