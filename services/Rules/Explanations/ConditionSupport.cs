using System.Globalization;
using KosovoNato.Explanations.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Decisions;

namespace KosovoNato.Rules.Explanations;

/// <summary>The supporting facts of single conditions.</summary>
static class ConditionSupport
{
    public static IEnumerable<SupportingFact> Of(Criterion fact, FactBase facts, SupportingFacts bases) => fact.ExpressionCase switch
    {
        Criterion.ExpressionOneofCase.Recognition => Of(fact.Recognition, facts, bases),
        Criterion.ExpressionOneofCase.Consensus => Of(fact.Consensus, facts, bases),
        Criterion.ExpressionOneofCase.Position => Of(fact.Position, facts, bases),
        Criterion.ExpressionOneofCase.Ratification => Of(fact.Ratification, facts, bases),
        Criterion.ExpressionOneofCase.Milestone => [bases.Milestone(fact.Milestone.Milestone)],
        Criterion.ExpressionOneofCase.Indicator => [Of(fact.Indicator, facts, bases)],
        Criterion.ExpressionOneofCase.Agreement => Of(fact.Agreement, facts, bases),
        Criterion.ExpressionOneofCase.Partnership => Of(fact.Partnership, facts, bases),
        _ => [],
    };

    static IEnumerable<SupportingFact> Of(RecognitionCondition fact, FactBase facts, SupportingFacts bases)
    {
        var rule = facts.Rule(fact.CountingRule);
        SupportingFact Counted(string code) => rule is null
            ? bases.Recognition(code, fact.Subject)
            : bases.Counted(code, fact.Subject, rule);
        SupportingFact[] byRule = rule is null ? [] : [bases.Rule(rule)];
        if (fact.RecognizerCase == RecognitionCondition.RecognizerOneofCase.State)
        {
            return [.. byRule, Counted(fact.State)];
        }

        var members = facts.Members(fact.Organization, fact.Subject);
        return
        [
            .. byRule, .. members.Count == 0 ? [WithoutMembers(fact.Organization, facts, bases)] : Array.Empty<SupportingFact>(),
            .. members.SelectMany(member => new[] { bases.Membership(fact.Organization, member.Code), Counted(member.Code) }),
        ];
    }

    static SupportingFact WithoutMembers(string organization, FactBase facts, SupportingFacts bases) =>
        bases.ForResource(organization, facts.Organization(organization), _ => "no members on this day");

    /// <summary>With a recorded outcome, no other fact matters.</summary>
    static IEnumerable<SupportingFact> Of(ConsensusCondition fact, FactBase facts, SupportingFacts bases)
    {
        var (question, status) = facts.Asked(fact.Organization, fact.Decision, fact.Subject);
        if (question is not null && status is QuestionStatus.Adopted or QuestionStatus.Rejected or QuestionStatus.NoConsensus)
        {
            return [bases.Question(question)];
        }

        var organization = facts.Organization(fact.Organization);
        return organization is not null && DecisionCalculator.Assess(
            facts, fact.Organization, fact.Decision, fact.Subject) is { } assessment
            ? bases.Of(assessment, organization, fact.Subject)
            : [bases.ForResource(fact.Organization, organization, _ => $"no rule for {fact.Decision}")];
    }

    static IEnumerable<SupportingFact> Of(PositionCondition fact, FactBase facts, SupportingFacts bases) =>
        facts.Question(fact.Organization, fact.Decision, fact.Subject) is { } question
            ? DecisionConditionEvaluator.AskedStates(fact, facts).Select(code => bases.Stance(question, code))
                .Prepend(bases.Question(question))
            : [bases.ForResource(
                fact.Organization, facts.Organization(fact.Organization),
                _ => $"no question about {fact.Decision} is recorded")];

    static IEnumerable<SupportingFact> Of(RatificationCondition fact, FactBase facts, SupportingFacts bases)
    {
        var members = facts.Ratifiers(fact.Organization, fact.Subject);
        return (members.Count == 0
            ? [WithoutMembers(fact.Organization, facts, bases)]
            : members.Select(member => bases.Membership(fact.Organization, member.Code)))
            .Prepend(bases.ForResource(
                ResourceNames.Precedent(DefaultSubject.OrDefault(fact.Subject)), facts.Precedent(fact.Subject), precedent =>
                $"{members.Count(member => facts.HasRatified(precedent, member.Code) == true)} of {members.Count} ratified"));
    }

    static SupportingFact Of(IndicatorCondition fact, FactBase facts, SupportingFacts bases) =>
        bases.ForResource(fact.Indicator, facts.Indicator(fact.Indicator), indicator =>
        facts.Value(indicator, fact.Since) is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"{value} {indicator.Unit}").TrimEnd()
            : "no value on this day");

    static IEnumerable<SupportingFact> Of(AgreementCondition fact, FactBase facts, SupportingFacts bases)
    {
        var isCentre = fact.WhichCase == AgreementCondition.WhichOneofCase.Centre;
        SupportingFact[] made = [
            .. AccessionConditionEvaluator.WithCentres(facts).Where(agreement => !isCentre || agreement.Centre == fact.Centre)
            .Select(agreement => bases.ForResource(agreement.Name, agreement, known =>
                SupportingFacts.Since(EnumNames.Of(known.Status), known.Transitions.LastOrDefault()?.Date)))];
        return made.Length > 0 ? made
            : isCentre ? [Without(fact.Centre, facts.Resources.Find<Centre>(fact.Centre))]
            : facts.Resources.List<Centre>().Select(centre => Without(centre.Name, centre));

        SupportingFact Without(string name, Centre? centre) => bases.ForResource(name, centre, _ => "no agreement is recorded");
    }

    static IEnumerable<SupportingFact> Of(PartnershipCondition fact, FactBase facts, SupportingFacts bases)
    {
        var names = fact.Partnerships.Count > 0
            ? fact.Partnerships
            : facts.Resources.List<Partnership>().Where(partnership => partnership.Party == DefaultSubject.Default)
                .Select(partnership => partnership.Name);
        return names.Select(bases.Partnership);
    }
}
