using Google.Protobuf;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions.Queries;

/// <summary>
/// The facts behind a query: a snapshot with the assumptions applied, as of a day. In this order, because an assumption counts from
/// its own day. It is never stored.
/// </summary>
sealed class RecognitionScenario
{
    RecognitionScenario(Provenance provenance, IResourceView resources, DateOnly day)
    {
        (Provenance, Resources, Day, Facts) = (provenance, resources, day, new FactBase(resources, day));
        Bases = new SupportingFacts(Facts, provenance.RevisionOf, IsAssumed);
    }

    public static RecognitionScenario Of(Snapshot known, IAssumingRequest request, DateOnly day) => new(
        Provenance.Of(known), AsOfResources.View(AssumptionOverlay.Apply(known, request.Assumptions, day), day, request.DateReading), day);

    public Provenance Provenance { get; }

    public IResourceView Resources { get; }

    public DateOnly Day { get; }

    /// <summary>The day, as answers say it.</summary>
    public string AsOf => PartialDate.Of(Day).ToString();

    public FactBase Facts { get; }

    /// <summary>What an answer rests on.</summary>
    public SupportingFacts Bases { get; }

    public bool IsAssumed(string name) => AssumptionOverlay.IsAssumed(Resources, name);

    /// <summary>Finds a resource, or refuses with NOT_FOUND.</summary>
    public T Get<T>(string name) where T : class, IMessage<T>, new() => Resources.Find<T>(name) ?? throw ApiException.NotFound(name);
}
