namespace KosovoNato.Recommendations.Derivations;

/// <summary>What happened, in the domain's words, when progress became another.</summary>
static class ProgressEvents
{
    /// <param name="before">None for a recommendation that was never measured.</param>
    public static RecommendationsEvent[] Between(Progress? before, Progress after)
    {
        // A new recommendation begins as not measurable, and whatever it turns out to be has changed from there.
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

    /// <summary>The flags follow from responses and closings too, and have events of their own when they begin.</summary>
    static Progress WithoutFlags(Progress progress)
    {
        var measured = progress.Clone();
        measured.Divergence = false;
        measured.ClosingProposed = false;
        return measured;
    }
}
