using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>A published part of a recommendation, and how far it is.</summary>
readonly record struct ChildProgress(Force Force, Progress Progress);

/// <summary>How far one recommendation is: by its criterion, or without one by its parts.</summary>
static class ProgressCalculator
{
    /// <param name="parts">Its published parts, in the order of names, so that a sum of fractions is the same everywhere.</param>
    public static Progress Of(Recommendation recommendation, IReadOnlyList<ChildProgress> parts, FactBase facts)
    {
        var progress = recommendation.Criterion is null ? FromChildren(parts) : ByCriterion(recommendation.Criterion, facts);
        if (progress.Kind == ProgressKind.NotStarted && recommendation.Links.Any(link => IsUnderWay(link, facts)))
        {
            progress.Kind = ProgressKind.Progressing;
        }

        progress.Divergence = Diverges(recommendation, progress.Kind);
        progress.ClosingProposed = recommendation.Status == RecommendationStatus.Open && progress.Kind == ProgressKind.Satisfied;
        return progress;
    }

    static Progress ByCriterion(Criterion criterion, FactBase facts)
    {
        var standing = CriterionEvaluator.Evaluate(criterion, facts);
        return new()
        {
            Criterion = standing,
            Fraction = FractionOf(standing),
            Kind = standing.Truth switch
            {
                Truth.True => ProgressKind.Satisfied,
                // Only what is known not to hold has gone back: what is not known now may still hold.
                Truth.False when CriterionEvaluator.WasMetBefore(criterion, facts) => ProgressKind.Regressed,
                _ => standing.Met > 0 ? ProgressKind.Progressing : ProgressKind.NotStarted,
            },
        };
    }

    /// <summary>What is satisfied is all there: one of three alternatives is as far as it has to go.</summary>
    static double FractionOf(Standing standing) =>
        standing.Truth == Truth.True ? 1 : standing.Total == 0 ? 0 : (double)standing.Met / standing.Total;

    static Progress FromChildren(IReadOnlyList<ChildProgress> parts)
    {
        var measurable = parts.Where(part => part.Progress.Kind != ProgressKind.NotMeasurable).ToList();
        var progress = new Progress
        {
            Kind = ProgressKind.NotMeasurable,
            MeasuredParts = measurable.Count,
            UnmeasuredParts = parts.Count - measurable.Count,
        };
        if (measurable.Count > 0)
        {
            progress.Fraction = measurable.Sum(part => WeightOf(part.Force) * part.Progress.Fraction) / measurable.Sum(
                part => WeightOf(part.Force));
            progress.Kind = measurable.All(part => part.Progress.Kind == ProgressKind.Satisfied) ? ProgressKind.Satisfied
                : progress.Fraction > 0 || measurable.Any(part => part.Progress.Kind == ProgressKind.Progressing) ? ProgressKind.Progressing
                : ProgressKind.NotStarted;
        }

        return progress;
    }

    static int WeightOf(Force force) => force switch
    {
        Force.Must => 3,
        Force.Should => 2,
        _ => 1,
    };

    /// <summary>Whatever its kind, a link at most begins something: whether it is carried out, the criterion says.</summary>
    static bool IsUnderWay(Link link, FactBase facts) =>
        facts.Milestone(link.Milestone) is { Status: MilestoneStatus.InProgress or MilestoneStatus.Achieved };

    /// <summary>Where nothing is measurable, the facts say nothing that an assessment could disagree with.</summary>
    static bool Diverges(Recommendation recommendation, ProgressKind kind) =>
        kind != ProgressKind.NotMeasurable
        && recommendation.Assessments.LastOrDefault() is { } newest
        && newest.Completion == Completion.Complete != (kind == ProgressKind.Satisfied);
}
