using Google.Protobuf;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Recommendations.Derivations;

/// <summary>The resources of this service as of a day, including the progress by the facts of that day.</summary>
static class RecommendationAsOfProjection
{
    /// <summary>Builds the tree for the first recommendation, and reuses it for the others.</summary>
    public static Func<IMessage, IMessage> On(IResourceView recorded, DateOnly day, PartialDateMode reading)
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
