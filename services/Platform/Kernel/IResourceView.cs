using Google.Protobuf;

namespace KosovoNato.Kernel;

/// <summary>
/// The resources that rules read: the service's own and its mirrored resources alike. A type that the service does not store has no
/// resources.
/// </summary>
public interface IResourceView
{
    T? Find<T>(string name) where T : class, IMessage<T>, new();

    /// <summary>Returns the resources of one type whose names begin with <paramref name="prefix"/>, in name order.</summary>
    IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new();
}
