using Google.Protobuf;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Outlooks;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Milestones.Derivations;

/// <summary>The resources of this service as of a day, including the derived fields of milestones.</summary>
static class MilestoneAsOfProjection
{
    public static Func<IMessage, IMessage> On(IResourceView recorded, DateOnly day, PartialDateMode reading)
    {
        var dated = AsOfResources.View(recorded, day, reading);
        var staged = new ResolvedMilestones(dated, day);
        return resource => resource is Milestone milestone ? Of(milestone) : AsOfResources.Project(resource, day, reading);

        Milestone Of(Milestone stored)
        {
            var then = MilestoneOutlookCalculator.Of(dated.Find<Milestone>(stored.Name)!, staged);
            // If the day changes nothing, return the stored object with its stored bytes.
            return then.Equals(stored) ? stored : then;
        }
    }
}
