using Google.Protobuf;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.ValidTime;

namespace KosovoNato.Recognitions.Derivations;

/// <summary>The resources of this service as of a day, including their derived fields.</summary>
static class RecognitionAsOfProjection
{
    public static Func<IMessage, IMessage> On(IResourceView recorded, DateOnly day, PartialDateMode reading)
    {
        FactBase? facts = null;
        return resource => AsOfResources.Project(resource, day, reading) is var dated && dated is Question question
            ? DecisionOutlookDerivation.Derived(question, facts ??= new FactBase(AsOfResources.View(recorded, day, reading), day))
                ?? question
            : dated;
    }
}
