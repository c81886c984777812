using Google.Protobuf;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.ValidTime;
using KosovoNato.Rules.WhatIf;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions.Queries;

/// <summary>
/// The facts behind a query: a snapshot as of a day, with the assumptions applied. Never stored.
/// </summary>
sealed class RecognitionScenario
{
    RecognitionScenario(Provenance provenance, IResourceView resources, DateOnly day)
    {
        (Provenance, Resources, Day, Facts) = (provenance, resources, day, new FactBase(resources, day));
        Bases = new SupportingFacts(Facts, provenance.RevisionOf, IsAssumed);
    }

    public static RecognitionScenario Of(Snapshot known, IAssumptionRequest request, DateOnly day)
    {
        AssumptionReferences.Check(request.Assumptions, known);
        var dated = AsOfResources.View(known, day, request.PartialDateMode);
        return new(Provenance.Of(known), AssumptionOverlay.Apply(dated, request.Assumptions, day), day);
    }

    public Provenance Provenance { get; }

    public IResourceView Resources { get; }

    public DateOnly Day { get; }

    /// <summary>The day as text, as in responses.</summary>
    public string AsOf => PartialDate.Of(Day).ToString();

    public FactBase Facts { get; }

    /// <summary>The supporting facts of a response.</summary>
    public SupportingFacts Bases { get; }

    public bool IsAssumed(string name) => AssumptionOverlay.IsAssumed(Resources, name);

    /// <summary>Finds a resource, or throws NOT_FOUND.</summary>
    public T Get<T>(string name) where T : class, IMessage<T>, IResource, new() => Resources.Get<T>(name);
}
