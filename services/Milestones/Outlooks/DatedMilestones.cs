using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Store;
using KosovoNato.Rules.Worlds;

namespace KosovoNato.Milestones.Outlooks;

/// <summary>How the resources of this service were on a day; of milestones also what is computed, for that day.</summary>
static class DatedMilestones
{
    public static Func<IMessage, IMessage> On(IResources recorded, DateOnly day, DateReading reading)
    {
        var dated = Dated.On(recorded, day, reading);
        var staged = new StagedMilestones(dated, day);
        return resource => resource is Milestone milestone ? Of(milestone) : Dated.Of(resource, day, reading);

        Milestone Of(Milestone stored)
        {
            var then = MilestoneOutlooks.Of(dated.Find<Milestone>(stored.Name)!, staged);
            // What the day does not change keeps the bytes that are stored.
            return then.Equals(stored) ? stored : then;
        }
    }
}
