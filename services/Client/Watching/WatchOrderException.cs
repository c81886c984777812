namespace KosovoNato.Client.Watching;

/// <summary>
/// The service broke the order that a watch promises. Going on could hide a change, so the watch ends; this is a fault of
/// the service and worth a report.
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
