using System.Diagnostics;
using Grpc.Core;

namespace KosovoNato.Platform.Tests.Telemetry;

/// <summary>The trace of a caller.</summary>
sealed class CallerTrace(bool isSampled = true)
{
    public string Id { get; } = ActivityTraceId.CreateRandom().ToHexString();

    public string Span { get; } = ActivitySpanId.CreateRandom().ToHexString();

    public Metadata Headers => new() { { "traceparent", $"00-{Id}-{Span}-{(isSampled ? "01" : "00")}" } };
}
