using KosovoNato.Dashboard.V1;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>A message about one service on its way into the merged stream.</summary>
/// <param name="Token">
/// The service's resume token after this message. Empty if its snapshot starts again, null if its position does not change.
/// </param>
/// <param name="IsComplete">Whether every change up to this message has been received. False inside a snapshot.</param>
sealed record FeedMessage(WatchAllResponse Response, string? Token = null, bool IsComplete = false);
