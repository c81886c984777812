using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions.Queries;

/// <summary>
/// What a calculator looks at: what was known, with what is supposed, as it was on a day. In this order: what is supposed counts
/// from its own day. Nothing of it is ever stored.
/// </summary>
sealed class RecognitionScenario
{
    RecognitionScenario(Snapshot known, IResourceView resources, DateOnly day)
    {
        (Known, Resources, Day, Facts) = (known, resources, day, new FactBase(resources, day));
        Bases = new SupportingFacts(Facts, name => known.Find(name)?.Revision ?? 0, name => AssumptionOverlay.IsAssumed(resources, name));
    }

    public static RecognitionScenario Of(Snapshot known, IAssumingRequest request, DateOnly day) =>
        new(known, AsOfResources.View(AssumptionOverlay.Apply(known, request.Assumptions, day), day, request.DateReading), day);

    public Snapshot Known { get; }

    public IResourceView Resources { get; }

    public DateOnly Day { get; }

    public FactBase Facts { get; }

    /// <summary>What an answer rests on.</summary>
    public SupportingFacts Bases { get; }

    public bool IsAssumed(string name) => AssumptionOverlay.IsAssumed(Resources, name);

    /// <summary>Finds a resource, or refuses with NOT_FOUND.</summary>
    public T Get<T>(string name) where T : class, IMessage<T>, new() => Resources.Find<T>(name) ?? throw ApiException.NotFound(name);
}
