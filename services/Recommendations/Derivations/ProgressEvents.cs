namespace KosovoNato.Recommendations.Derivations;

/// <summary>The domain events that follow from a change in progress.</summary>
static class ProgressEvents
{
    /// <param name="before">The progress before; null for a recommendation that was never measured.</param>
    public static RecommendationsEventType[] Between(Progress? before, Progress after)
    {
        // A new recommendation starts as not measurable, so any other result is a change.
        before ??= new() { Kind = ProgressKind.NotMeasurable };
        var events = new List<RecommendationsEventType>();
        if (!WithoutFlags(before).Equals(WithoutFlags(after)))
        {
            events.Add(RecommendationsEventType.ProgressChanged);
        }

        if (after.Divergence && !before.Divergence)
        {
            events.Add(RecommendationsEventType.DivergenceDetected);
        }

        if (after.ClosureSuggested && !before.ClosureSuggested)
        {
            events.Add(RecommendationsEventType.ClosureSuggested);
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
        measured.ClosureSuggested = false;
        return measured;
    }
}
