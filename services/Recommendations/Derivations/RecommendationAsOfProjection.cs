using Google.Protobuf;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>How the resources of this service were on a day: a recommendation is as far as the facts of that day say.</summary>
static class RecommendationAsOfProjection
{
    /// <summary>Measures the tree when the first recommendation is asked for, and then no more.</summary>
    public static Func<IMessage, IMessage> On(IResourceView recorded, DateOnly day, DateReading reading)
    {
        var tree = new Lazy<ProgressTree>(() => ProgressTree.AsOf(recorded, day, reading));
        return resource => AsOfResources.Project(resource, day, reading) switch
        {
            Recommendation dated => Measured(dated, tree.Value),
            var dated => dated,
        };
    }

    static Recommendation Measured(Recommendation dated, ProgressTree tree)
    {
        var progress = tree.Of(dated);
        if (progress.Equals(dated.Progress))
        {
            return dated;
        }

        var measured = dated.Clone();
        measured.Progress = progress;
        return measured;
    }
}
