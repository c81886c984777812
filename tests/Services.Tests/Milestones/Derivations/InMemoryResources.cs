using Google.Protobuf;
using KosovoNato.Kernel;

namespace KosovoNato.Services.Tests.Milestones.Derivations;

/// <summary>In-memory resources of this service and its upstream.</summary>
sealed class InMemoryResources : IResourceView
{
    readonly Dictionary<Type, SortedDictionary<string, IMessage>> byType = [];

    public InMemoryResources(params IEnumerable<IMessage> resources)
    {
        foreach (var resource in resources)
        {
            Put(resource);
        }
    }

    public void Put(IMessage resource)
    {
        if (!byType.TryGetValue(resource.GetType(), out var ofType))
        {
            byType.Add(resource.GetType(), ofType = new(StringComparer.Ordinal));
        }

        ofType[((IResource)resource).Name] = resource;
    }

    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        (T?)byType.GetValueOrDefault(typeof(T))?.GetValueOrDefault(name);

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        byType.TryGetValue(typeof(T), out var ofType)
            ? ofType.Where(named => named.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(named => (T)named.Value)
            : [];
}
