using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Rules.Criteria;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>A published child of a recommendation, and its progress.</summary>
readonly record struct ChildProgress(RecommendationStrength Force, Progress Progress);

/// <summary>Computes the progress of one recommendation, from its criterion, or without one from its children.</summary>
static class ProgressCalculator
{
    /// <param name="parts">The published children, ordered by name, so that a sum of fractions is the same everywhere.</param>
    /// <param name="standingOf">The standing of a criterion by the facts.</param>
    public static Progress Of(
        Recommendation recommendation, IReadOnlyList<ChildProgress> parts, Func<Criterion, CriterionStanding> standingOf, FactBase facts)
    {
        var progress = recommendation.Criterion is { } criterion ? ByCriterion(standingOf(criterion)) : FromChildren(parts);
        if (progress.Kind == ProgressKind.NotStarted && recommendation.MilestoneLinks.Any(link => IsUnderWay(link, facts)))
        {
            progress.Kind = ProgressKind.Progressing;
        }

        progress.Divergence = Diverges(recommendation, progress.Kind);
        progress.ClosureSuggested = recommendation.Status == RecommendationStatus.Open && progress.Kind == ProgressKind.Satisfied;
        return progress;
    }

    static Progress ByCriterion(CriterionStanding standing) => new()
    {
        Criterion = standing.Result,
        Fraction = FractionOf(standing.Result),
        Kind = standing.Result.Truth switch
        {
            Truth.True => ProgressKind.Satisfied,
            _ when standing.HasRegressed => ProgressKind.Regressed,
            _ => standing.Result.MetCount > 0 ? ProgressKind.Progressing : ProgressKind.NotStarted,
        },
    };

    /// <summary>A criterion that is met is complete, even if only one of three alternatives was needed.</summary>
    static double FractionOf(CriterionResult standing) =>
        standing.Truth == Truth.True ? 1 : standing.TotalCount == 0 ? 0 : (double)standing.MetCount / standing.TotalCount;

    static Progress FromChildren(IReadOnlyList<ChildProgress> parts)
    {
        var measurable = parts.Where(part => part.Progress.Kind != ProgressKind.NotMeasurable).ToList();
        var progress = new Progress
        {
            Kind = ProgressKind.NotMeasurable,
            MeasuredChildCount = measurable.Count,
            UnmeasuredChildCount = parts.Count - measurable.Count,
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

    static int WeightOf(RecommendationStrength force) => force switch
    {
        RecommendationStrength.Must => 3,
        RecommendationStrength.Should => 2,
        _ => 1,
    };

    /// <summary>
    /// Whether a linked milestone is under way. A link of any kind only shows that work has begun; the criterion decides whether it is
    /// done.
    /// </summary>
    static bool IsUnderWay(MilestoneLink link, FactBase facts) =>
        facts.Milestone(link.Milestone) is { Status: MilestoneStatus.InProgress or MilestoneStatus.Achieved };

    /// <summary>Whether the latest assessment contradicts the facts. If nothing is measurable, there is nothing to contradict.</summary>
    static bool Diverges(Recommendation recommendation, ProgressKind kind) =>
        kind != ProgressKind.NotMeasurable
        && recommendation.Assessments.LastOrDefault() is { } newest
        && newest.Completion == Completion.Complete != (kind == ProgressKind.Satisfied);
}
