namespace KosovoNato.Recommendations.Derivations;

/// <summary>
/// Derives the progress of every recommendation: a pure function of the day and of the recorded facts, both those of this service and the
/// mirrored resources of its upstreams.
/// </summary>
static class ProgressDerivation
{
    /// <summary>
    /// Stores each recommendation whose progress changed. Only the progress is derived: facts never close a recommendation.
    /// </summary>
    public static void Run(Transaction draft)
    {
        foreach (var (recommendation, progress) in Of(draft.Resources, draft.Today))
        {
            if (!progress.Equals(recommendation.Progress))
            {
                var measured = recommendation.Clone();
                measured.Progress = progress;
                draft.PutDerived(measured, ProgressEvents.Between(recommendation.Progress, progress));
            }
        }
    }

    /// <summary>Empties every derived field.</summary>
    public static void Clear(Recommendation recommendation) => recommendation.Progress = null;

    public static IReadOnlyList<(Recommendation Recommendation, Progress Progress)> Of(IResourceView resources, DateOnly today)
    {
        var tree = new ProgressTree(resources, today);
        return [.. tree.TopDown().Select(recommendation => (recommendation, tree.Of(recommendation)))];
    }
}
