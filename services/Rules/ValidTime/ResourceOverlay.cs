using Google.Protobuf;

namespace KosovoNato.Rules.ValidTime;

/// <summary>A view in which some resources differ from an underlying view. The underlying view never changes.</summary>
abstract class ResourceOverlay(IResourceView below) : ILayeredView
{
    readonly Dictionary<string, IMessage> seen = new(StringComparer.Ordinal);

    public IResourceView Underlying { get; } = below;

    public T? Find<T>(string name) where T : class, IMessage<T>, new() =>
        IsAsBelow<T>() ? Underlying.Find<T>(name)
        : seen.TryGetValue(name, out var known) && known is T kept ? kept
        : Underlying.Find<T>(name) is { } resource ? Remembered(name, resource)
        : null;

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new() =>
        IsAsBelow<T>()
            ? Underlying.List<T>(prefix)
            : Underlying.List<T>(prefix).Select(resource => Remembered(((IResource)resource).Name, resource));

    /// <summary>Whether all resources of a type are the same as in the underlying view.</summary>
    protected virtual bool IsAsBelow<T>() => false;

    /// <summary>The resource in this view; the same object if it does not differ.</summary>
    protected abstract IMessage Map(IMessage resource);

    T Remembered<T>(string name, T resource) where T : class, IMessage<T>
    {
        if (seen.TryGetValue(name, out var known) && known is T kept)
        {
            return kept;
        }

        var here = (T)Map(resource);
        seen[name] = here;
        return here;
    }
}
