using KosovoNato.Dashboard.V1;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>A message about one service, on its way into the merged stream.</summary>
/// <param name="Token">The service's own token after this message; empty if it begins again, null if its place stays as it was.</param>
/// <param name="IsComplete">Whether everything up to this message has come. Inside a snapshot it has not.</param>
sealed record FeedMessage(FollowResponse Response, string? Token = null, bool IsComplete = false);
