using System.IO.Hashing;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Storage;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Watch;

/// <summary>Streams changes to watchers. Each watcher is a cursor on the log and has no queue of its own.</summary>
public sealed class WatchHandler(
    Schema schema, Replica replica, ChangeLog log, SnapshotHistory history, WatchStartResolver starts, WatchStreamLimiter streams,
    WatchLagMetric lag, IOptions<WatchServerOptions> options, TimeProvider timeProvider, PlatformMetrics metrics)
{
    static readonly TimeSpan DefaultProgress = TimeSpan.FromSeconds(10);

    public async Task WatchAsync<TResponse>(WatchQuery query, IServerStreamWriter<TResponse> stream, ServerCallContext context)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var interval = query.ProgressInterval ?? DefaultProgress;
        var violations = new FieldViolations();
        violations.Require(
            interval >= TimeSpan.FromSeconds(1) && interval <= TimeSpan.FromSeconds(60), "bookmark_interval", "must be 1 to 60 s");
        violations.ThrowIfAny();
        using var place = Enter(context);
        metrics.WatchStarted();
        var ended = "cancelled";
        try
        {
            using var cursor = new WatchCursor<TResponse>(
                schema, replica, log, history, starts, streams, options.Value, timeProvider, query, interval, HashOf(query.Filter),
                stream, context);
            using var observed = lag.Observe(cursor);
            await cursor.RunAsync();
        }
        catch (ApiException refusal)
        {
            ended = refusal.ReasonName;
            throw;
        }
        finally
        {
            metrics.WatchEnded(ended);
        }
    }

    WatchStreamLimiter.Slot Enter(ServerCallContext context)
    {
        try
        {
            return streams.Acquire(context);
        }
        catch (ApiException refusal) when (refusal.Status == StatusCode.ResourceExhausted)
        {
            metrics.WatchRejected();
            throw;
        }
    }

    /// <summary>The hash that resume tokens are bound to. An empty filter has the same hash as none.</summary>
    static ulong HashOf(IMessage? filter) =>
        filter is null || filter.CalculateSize() == 0 ? RevisionToken.NoFilter : XxHash64.HashToUInt64(filter.ToByteArray()) | 1;
}
