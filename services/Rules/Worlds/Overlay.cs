using Google.Protobuf;
using KosovoNato.Platform.Store;

namespace KosovoNato.Rules.Worlds;

/// <summary>Resources of which some are otherwise than in the state below. The state itself never changes.</summary>
abstract class Overlay(IResources below) : IResources
{
    readonly Dictionary<string, IMessage> seen = new(StringComparer.Ordinal);

    /// <summary>The resources without what this one changes.</summary>
    public IResources Below { get; } = below;

    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        IsAsBelow<T>() ? Below.Find<T>(name)
        : seen.TryGetValue(name, out var known) && known is T kept ? kept
        : Below.Find<T>(name) is { } resource ? Remembered(name, resource)
        : null;

    public IEnumerable<T> Under<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        IsAsBelow<T>() ? Below.Under<T>(prefix) : Below.Under<T>(prefix).Select(resource => Remembered(((IResource)resource).Name, resource));

    /// <summary>Whether all resources of a type are here as they are below.</summary>
    protected virtual bool IsAsBelow<T>() => false;

    /// <summary>The resource as it is here; the same object if it is as below.</summary>
    protected abstract IMessage Seen(IMessage resource);

    T Remembered<T>(string name, T resource) where T : class, IMessage<T>
    {
        if (seen.TryGetValue(name, out var known) && known is T kept)
        {
            return kept;
        }

        var here = (T)Seen(resource);
        seen[name] = here;
        return here;
    }
}
