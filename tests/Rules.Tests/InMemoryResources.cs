using Google.Protobuf;
using KosovoNato.Kernel;

namespace KosovoNato.Rules.Tests;

/// <summary>Resources as a service would hold them, in memory; immutable.</summary>
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

    /// <summary>A world that has these as well, in place of those of the same names.</summary>
    public InMemoryResources With(params IEnumerable<IResource> more) => new(resources.Values.Cast<IResource>().Concat(more));

    public InMemoryResources Without(string name) => new(resources.Where(pair => pair.Key != name).Select(pair => (IResource)pair.Value));

    public T? Find<T>(string name) where T : class, IMessage<T>, new() => resources.GetValueOrDefault(name) as T;

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        resources.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => pair.Value).OfType<T>();
}
