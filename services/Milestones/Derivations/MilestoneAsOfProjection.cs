using Google.Protobuf;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Milestones.Derivations;

/// <summary>How the resources of this service were on a day; of milestones also what is computed, for that day.</summary>
static class MilestoneAsOfProjection
{
    public static Func<IMessage, IMessage> On(IResourceView recorded, DateOnly day, DateReading reading)
    {
        var dated = AsOfResources.View(recorded, day, reading);
        var staged = new ResolvedMilestones(dated, day);
        return resource => resource is Milestone milestone ? Of(milestone) : AsOfResources.Project(resource, day, reading);

        Milestone Of(Milestone stored)
        {
            var then = MilestoneOutlookDerivation.Of(dated.Find<Milestone>(stored.Name)!, staged);
            // What the day does not change keeps the bytes that are stored.
            return then.Equals(stored) ? stored : then;
        }
    }
}
