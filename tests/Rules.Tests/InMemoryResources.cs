using Google.Protobuf;
using KosovoNato.Kernel;

namespace KosovoNato.Rules.Tests;

/// <summary>Immutable in-memory resources, as a service would hold them.</summary>
sealed class InMemoryResources : IResourceView
{
    readonly SortedDictionary<string, IMessage> resources = new(StringComparer.Ordinal);

    public InMemoryResources(params IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            this.resources[resource.Name] = (IMessage)resource;
        }
    }

    public IEnumerable<IResource> All => resources.Values.Cast<IResource>();

    /// <summary>A copy with these resources added, which replace those of the same name.</summary>
    public InMemoryResources With(params IEnumerable<IResource> more) => new(resources.Values.Cast<IResource>().Concat(more));

    public InMemoryResources Without(string name) => new(resources.Where(pair => pair.Key != name).Select(pair => (IResource)pair.Value));

    public T? Find<T>(string name) where T : class, IMessage<T>, new() => resources.GetValueOrDefault(name) as T;

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        resources.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => pair.Value).OfType<T>();
}
