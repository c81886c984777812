using Google.Protobuf;
using KosovoNato.Platform.Store;
using KosovoNato.Rules.Criteria;
using KosovoNato.Rules.Explanations;
using KosovoNato.Rules.Worlds;

namespace KosovoNato.Recognitions;

/// <summary>
/// What a calculator looks at: what was known, with what is supposed, as it was on a day. In this order: what is supposed counts
/// from its own day. Nothing of it is ever stored.
/// </summary>
sealed class World
{
    World(Snapshot known, IResources resources, DateOnly day)
    {
        (Known, Resources, Day, Facts) = (known, resources, day, new Facts(resources, day));
        Bases = new Bases(Facts, name => known.Find(name)?.Revision ?? 0, name => Supposed.IsAssumed(resources, name));
    }

    public static World Of(Snapshot known, IAssumingRequest request, DateOnly day) =>
        new(known, Dated.On(Supposed.Of(known, request.Assumptions, day), day, request.DateReading), day);

    public Snapshot Known { get; }

    public IResources Resources { get; }

    public DateOnly Day { get; }

    public Facts Facts { get; }

    /// <summary>What an answer rests on.</summary>
    public Bases Bases { get; }

    public bool IsAssumed(string name) => Supposed.IsAssumed(Resources, name);

    /// <summary>Finds a resource, or refuses with NOT_FOUND.</summary>
    public T Get<T>(string name) where T : class, IMessage<T>, new() => Resources.Find<T>(name) ?? throw Refusal.NotFound(name);
}
