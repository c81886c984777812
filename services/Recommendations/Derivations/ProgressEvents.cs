namespace KosovoNato.Recommendations.Derivations;

/// <summary>The domain events that follow from a change in progress.</summary>
static class ProgressEvents
{
    /// <param name="before">The progress before; null for a recommendation that was never measured.</param>
    public static RecommendationsEvent[] Between(Progress? before, Progress after)
    {
        // A new recommendation starts as not measurable, so any other result is a change.
        before ??= new() { Kind = ProgressKind.NotMeasurable };
        var events = new List<RecommendationsEvent>();
        if (!WithoutFlags(before).Equals(WithoutFlags(after)))
        {
            events.Add(RecommendationsEvent.ProgressChanged);
        }

        if (after.Divergence && !before.Divergence)
        {
            events.Add(RecommendationsEvent.DivergenceDetected);
        }

        if (after.ClosingProposed && !before.ClosingProposed)
        {
            events.Add(RecommendationsEvent.ClosingProposed);
        }

        return [.. events];
    }

    /// <summary>
    /// The progress without its flags, which also follow from assessments and closures, and have events of their own when they are set.
    /// </summary>
    static Progress WithoutFlags(Progress progress)
    {
        var measured = progress.Clone();
        measured.Divergence = false;
        measured.ClosingProposed = false;
        return measured;
    }
}
