using Google.Protobuf;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Facts;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Recognitions.Derivations;

/// <summary>
/// The resources of this service as of a day, including their derived fields. A ballot that was held later does not exist on that day.
/// </summary>
static class RecognitionAsOfProjection
{
    public static Func<IMessage, IMessage?> On(IResourceView recorded, DateOnly day, PartialDateMode reading)
    {
        var facts = new Lazy<FactBase>(() => new FactBase(AsOfResources.View(recorded, day, reading), day));
        return resource => AsOfResources.Project(resource, day, reading) switch
        {
            Question question => DecisionOutlookDerivation.Derived(question, facts.Value) ?? question,
            State state => UnMembership.On(state, facts.Value.Resources, day),
            Ballot ballot when PartialDate.Parse(ballot.Date).First > day => null,
            var dated => dated,
        };
    }
}
