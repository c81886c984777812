using KosovoNato.Assumptions.V1;
using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.Search;

namespace KosovoNato.Recommendations.Queries;

/// <summary>
/// Explains a recommendation and its descendants. A tree has no size limit, but a message does: the nearest descendants are explained, and
/// the others are counted as omitted.
/// </summary>
sealed class ProgressExplainer
{
    // Protobuf parsers stop at 100 nested messages, and JSON parsers at 64 nested values. A level takes two values, and a criterion up to
    // twenty.
    const int MaxLevels = 20;
    const int MaxExplained = 1_000;
    // Well below 4 MB, the default limit of clients.
    const int MaxBytes = 3 << 20;
    // A search takes up to a second for a criterion with a hundred conditions, and its cost grows faster than their number. This is enough
    // for two such criteria, or for a thousand criteria with four conditions each.
    const int MaxSearchCost = 20_000;

    readonly RecommendationScenario world;
    readonly RecommendationScenario? recorded;
    readonly SupportingFacts bases;
    int explained = 1;
    int bytes;
    bool isFull;
    int searched;

    /// <param name="recorded">The scenario without assumptions; null if nothing is assumed.</param>
    public ProgressExplainer(RecommendationScenario world, RecommendationScenario? recorded, SupportingFacts bases) =>
        (this.world, this.recorded, this.bases) = (world, recorded, bases);

    public ProgressExplanation Of(Recommendation recommendation)
    {
        var top = Alone(recommendation);
        bytes = top.CalculateSize();
        var open = new Queue<(ProgressExplanation Above, Recommendation Recommendation, int Level)>([(top, recommendation, 1)]);
        while (open.TryDequeue(out var next))
        {
            foreach (var part in world.Tree.ChildrenOf(next.Recommendation))
            {
                if (next.Level < MaxLevels && TryExplain(part) is { } below)
                {
                    next.Above.Children.Add(below);
                    open.Enqueue((below, part, next.Level + 1));
                }
                else
                {
                    next.Above.OmittedChildCount++;
                }
            }
        }

        return top;
    }

    ProgressExplanation? TryExplain(Recommendation part)
    {
        if (isFull)
        {
            return null;
        }

        var alone = Alone(part);
        explained++;
        bytes += alone.CalculateSize();
        isFull = explained == MaxExplained || bytes > MaxBytes;
        return bytes > MaxBytes ? null : alone;
    }

    ProgressExplanation Alone(Recommendation recommendation)
    {
        var progress = world.Tree.Of(recommendation);
        var facts = world.Tree.Facts;
        return new()
        {
            Recommendation = recommendation.Name,
            Title = recommendation.Title,
            Strength = recommendation.Strength,
            Progress = progress,
            WithoutAssumptions = WithoutAssumptions(recommendation, progress),
            Criterion = recommendation.Criterion is { } criterion ? CriterionExplainer.Of(criterion, facts, bases.Of) : null,
            MilestoneLinks = { recommendation.MilestoneLinks.Select(Explained) },
            Assessment = recommendation.Assessments.LastOrDefault(),
            SmallestChange = { recommendation.Criterion is { } unmet && progress.Kind != ProgressKind.Satisfied
                ? Search(unmet, facts)
                : [] },
        };
    }

    /// <summary>The limit is a cost, not a time, so that the same query has the same response.</summary>
    IReadOnlyList<Assumption> Search(Criterion criterion, FactBase facts)
    {
        var size = CriterionReferences.Of(criterion).Count();
        if (searched + (size * size) > MaxSearchCost)
        {
            return [];
        }

        searched += size * size;
        return SmallestCriterionChange.Of(criterion, facts);
    }

    Progress? WithoutAssumptions(Recommendation recommendation, Progress progress) =>
        recorded?.Tree.Find(recommendation.Name) is { } same && recorded.Tree.Of(same) is var before
        && !before.Equals(progress) ? before : null;

    MilestoneLinkExplanation Explained(MilestoneLink link) => new()
    {
        Link = link,
        Status = world.Tree.Facts.Milestone(link.Milestone)?.Status ?? MilestoneStatus.Unspecified,
        SupportingFact = bases.Milestone(link.Milestone),
    };
}
