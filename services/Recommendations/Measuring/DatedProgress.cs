using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Store;
using KosovoNato.Recommendations.Questions;
using KosovoNato.Rules.Worlds;

namespace KosovoNato.Recommendations.Measuring;

/// <summary>How the resources of this service were on a day: a recommendation is as far as the facts of that day say.</summary>
static class DatedProgress
{
    /// <summary>Measures the tree when the first recommendation is asked for, and then no more.</summary>
    public static Func<IMessage, IMessage> On(IResources recorded, DateOnly day, DateReading reading)
    {
        var tree = new Lazy<MeasuredTree>(() => World.Of(recorded, day, reading).Tree);
        return resource => Dated.Of(resource, day, reading) switch
        {
            Recommendation dated => Measured(dated, tree.Value),
            var dated => dated,
        };
    }

    static Recommendation Measured(Recommendation dated, MeasuredTree tree)
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
