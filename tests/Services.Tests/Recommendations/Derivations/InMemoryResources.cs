using Google.Protobuf;
using KosovoNato.Kernel;

namespace KosovoNato.Services.Tests.Recommendations.Derivations;

/// <summary>In-memory resources of this service and its upstreams.</summary>
sealed class InMemoryResources : IResourceView
{
    readonly SortedSet<string> names = new(StringComparer.Ordinal);
    readonly Dictionary<string, IMessage> byName = new(StringComparer.Ordinal);

    public InMemoryResources(params IEnumerable<IMessage> resources)
    {
        foreach (var resource in resources)
        {
            Put(resource);
        }
    }

    public IEnumerable<IResource> All => byName.Values.Cast<IResource>();

    public void Put(IMessage resource)
    {
        var name = ((IResource)resource).Name;
        names.Add(name);
        byName[name] = resource;
    }

    public T? Find<T>(string name) where T : class, IMessage<T>, new() => byName.GetValueOrDefault(name) as T;

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        names.GetViewBetween(prefix, prefix + char.MaxValue).Select(name => byName[name]).OfType<T>();
}
