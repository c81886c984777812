namespace KosovoNato.Platform.Tests.Telemetry.Collecting;

/// <summary>A span as a collector was sent it.</summary>
/// <param name="Parent">The id of the span that it is below; empty for the first of a trace.</param>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
sealed record CollectedSpan(
    string Service, string Name, int Kind, string Trace, string Id, string Parent, ulong Start, ulong End, bool IsError,
    IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<(string Trace, string Span)> Links);
