namespace KosovoNato.Dashboard.Streaming;

/// <summary>What the merged stream does if its resume token, or the part of a service in it, is corrupted.</summary>
enum OnInvalidToken
{
    /// <summary>It fails, and the client decides.</summary>
    Reject,

    /// <summary>
    /// It starts again with a snapshot that has the reason. For clients that cannot drop their token, such as EventSource.
    /// </summary>
    StartAgain,
}
