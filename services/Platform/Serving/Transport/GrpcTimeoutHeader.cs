using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Transport;

/// <summary>
/// Reads how long a caller is ready to wait: up to eight digits and a unit, as in "10S" or "250m". What gRPC does not hold a call
/// to is none: that of a JSON call, and one of less than a tick.
/// </summary>
static class GrpcTimeoutHeader
{
    public static bool IsWithin(TimeSpan limit, HttpRequest request) =>
        RequestLimits.IsGrpc(request)
        && request.Headers["grpc-timeout"] is [{ Length: > 1 and <= 9 } text]
        && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && TicksOf(text[^1]) is > 0 and var ticks
        && count * ticks >= 1 && count * ticks <= limit.Ticks;

    static double TicksOf(char unit) => unit switch
    {
        'H' => TimeSpan.TicksPerHour,
        'M' => TimeSpan.TicksPerMinute,
        'S' => TimeSpan.TicksPerSecond,
        'm' => TimeSpan.TicksPerMillisecond,
        'u' => TimeSpan.TicksPerMicrosecond,
        'n' => TimeSpan.TicksPerMicrosecond / 1000d,
        _ => 0,
    };
}
