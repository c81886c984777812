using KosovoNato.Recommendations.Derivations;
using KosovoNato.Recommendations.V1;


namespace KosovoNato.Services.Tests.Recommendations.Derivations;

public sealed class ProgressEventsTests
{
    static readonly Progress NotMeasurable = new() { Kind = ProgressKind.NotMeasurable };
    static readonly Progress Half = new() { Kind = ProgressKind.Progressing, Fraction = 0.5, MeasuredChildCount = 2 };
    static readonly Progress Done = new() { Kind = ProgressKind.Satisfied, Fraction = 1, MeasuredChildCount = 2, ClosureSuggested = true };

    [Fact]
    public void A_new_recommendation_starts_as_not_measurable()
    {
        Assert.Empty(ProgressEvents.Between(null, NotMeasurable));
        Assert.Equal([RecommendationsEventType.ProgressChanged], ProgressEvents.Between(null, Half));
    }

    [Fact]
    public void A_change_of_any_number_is_a_change_of_progress()
    {
        foreach (var change in (Action<Progress>[])[
            p => p.Fraction = 0.6, p => p.Kind = ProgressKind.Regressed, p => p.MeasuredChildCount = 3, p => p.UnmeasuredChildCount = 1,
            p => p.Criterion = new()])
        {
            var after = Half.Clone();
            change(after);
            Assert.Equal([RecommendationsEventType.ProgressChanged], ProgressEvents.Between(Half, after));
        }

        Assert.Empty(ProgressEvents.Between(Half, Half.Clone()));
    }

    [Fact]
    public void A_suggested_closure_is_announced_when_it_begins()
    {
        Assert.Equal([RecommendationsEventType.ProgressChanged, RecommendationsEventType.ClosureSuggested],
            ProgressEvents.Between(Half, Done));
        Assert.Empty(ProgressEvents.Between(Done, Done.Clone()));
        Assert.Equal([RecommendationsEventType.ProgressChanged], ProgressEvents.Between(Done, Half));
        var closed = Done.Clone();
        closed.ClosureSuggested = false;
        Assert.Empty(ProgressEvents.Between(Done, closed));
        Assert.Equal([RecommendationsEventType.ClosureSuggested], ProgressEvents.Between(closed, Done));
    }

    [Fact]
    public void A_divergence_is_announced_when_it_begins()
    {
        var diverging = Half.Clone();
        diverging.Divergence = true;
        Assert.Equal([RecommendationsEventType.DivergenceDetected], ProgressEvents.Between(Half, diverging));
        Assert.Empty(ProgressEvents.Between(diverging, diverging.Clone()));
        Assert.Empty(ProgressEvents.Between(diverging, Half));
    }
}
