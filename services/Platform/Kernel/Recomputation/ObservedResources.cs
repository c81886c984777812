using Google.Protobuf;

namespace KosovoNato.Kernel.Recomputation;

/// <summary>Resources that values are computed from. Each read is observed. Not thread-safe.</summary>
public sealed class ObservedResources(ComputedValues values) : IResourceView
{
    readonly Dictionary<string, IMessage> read = new(StringComparer.Ordinal);
    IResourceView resources = null!;

    /// <summary>Continues with other resources, after all values that depend on a difference were outdated.</summary>
    public void Use(IResourceView next)
    {
        resources = next;
        read.Clear();
    }

    public T? Find<T>(string name) where T : class, IMessage<T>, new()
    {
        values.Read(name);
        if (read.TryGetValue(name, out var known) && known is T decoded)
        {
            return decoded;
        }

        var found = resources.Find<T>(name);
        if (found is not null)
        {
            read[name] = found;
        }

        return found;
    }

    public IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new()
    {
        values.ReadList(typeof(T), prefix);
        return resources.List<T>(prefix);
    }
}
