namespace KosovoNato.Platform.Tests.Telemetry.Collecting;

/// <summary>A span as sent to a collector.</summary>
/// <param name="Parent">The ID of the parent span; empty for the root of a trace.</param>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
sealed record CollectedSpan(
    string Service, string Name, int Kind, string Trace, string Id, string Parent, ulong Start, ulong End, bool IsError,
    IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<(string Trace, string Span)> Links);
