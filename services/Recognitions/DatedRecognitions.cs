using Google.Protobuf;
using KosovoNato.Platform.Store;
using KosovoNato.Recognitions.Decisions;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Worlds;

namespace KosovoNato.Recognitions;

/// <summary>The resources of this service as they were on a day, what is computed of them included.</summary>
static class DatedRecognitions
{
    public static Func<IMessage, IMessage> On(IResources recorded, DateOnly day, DateReading reading)
    {
        Facts? facts = null;
        return resource => Dated.Of(resource, day, reading) is var dated && dated is Question question
            ? DecisionOutlooks.Computed(question, facts ??= new Facts(Dated.On(recorded, day, reading), day)) ?? question
            : dated;
    }
}
