using Google.Protobuf;

namespace KosovoNato.Kernel;

/// <summary>
/// Resources as a rule sees them: those of the service itself and those it learned of its neighbors, alike. A type that the
/// service does not know has none.
/// </summary>
public interface IResourceView
{
    T? Find<T>(string name) where T : class, IMessage<T>, new();

    /// <summary>Everything of one type whose name begins so, in the order of names.</summary>
    IEnumerable<T> List<T>(string prefix = "") where T : class, IMessage<T>, new();
}
