namespace KosovoNato.Client.Watching;

/// <summary>
/// The exception for a service that violates the order that a watch promises. The watch ends, because continuing could hide a change. This
/// is a bug in the service; please report it.
/// </summary>
public sealed class WatchOrderException : Exception
{
    public WatchOrderException()
    {
    }

    public WatchOrderException(string message)
        : base(message)
    {
    }

    public WatchOrderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
