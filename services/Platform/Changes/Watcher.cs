using System.IO.Hashing;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;
using KosovoNato.Platform.Telemetry;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Changes;

/// <summary>Streams changes to watchers. Each is a cursor on the log and holds nothing else.</summary>
public sealed class Watcher(
    Schema schema, Replica replica, ReplicaFollower follower, ChangeLog log, WatchStreams streams, WatchLag lag, IOptions<WatchOptions> options, TimeProvider time, PlatformMetrics metrics)
{
    static readonly TimeSpan DefaultProgress = TimeSpan.FromSeconds(10);

    public async Task WatchAsync<TResponse>(WatchQuery query, IServerStreamWriter<TResponse> stream, ServerCallContext call)
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var interval = query.ProgressInterval ?? DefaultProgress;
        var violations = new Violations();
        violations.Require(interval >= TimeSpan.FromSeconds(1) && interval <= TimeSpan.FromSeconds(60), "progress_interval", "must be 1 s to 60 s");
        violations.ThrowIfAny();
        using var place = Enter(call);
        metrics.WatchStarted();
        var ended = "cancelled";
        try
        {
            using var cursor = new WatchCursor<TResponse>(schema, replica, follower, log, streams, options.Value, time, query, interval, HashOf(query.Filter), stream, call);
            using var observed = lag.Observe(cursor);
            await cursor.RunAsync();
        }
        catch (Refusal refusal)
        {
            ended = refusal.ReasonName;
            throw;
        }
        finally
        {
            metrics.WatchEnded(ended);
        }
    }

    WatchStreams.Place Enter(ServerCallContext call)
    {
        try
        {
            return streams.Enter(call);
        }
        catch (Refusal refusal) when (refusal.Status == StatusCode.ResourceExhausted)
        {
            metrics.WatchRefused();
            throw;
        }
    }

    /// <summary>Tokens are bound to the filter; an empty one is the same as none.</summary>
    static ulong HashOf(IMessage? filter) => filter is null || filter.CalculateSize() == 0 ? RevisionToken.NoFilter : XxHash64.HashToUInt64(filter.ToByteArray()) | 1;
}
