using System.Collections.Concurrent;
using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Watch;

/// <summary>Counts open streams against their limits, and signals all streams to end when the server stops.</summary>
public sealed class WatchStreamLimiter(IOptions<WatchServerOptions> options, IHostApplicationLifetime lifetime)
{
    readonly ConcurrentDictionary<string, int> perCaller = new(StringComparer.Ordinal);
    int open;
    volatile LastToken last = new(default, 0, "");

    /// <summary>A token that is cancelled when the server begins to stop.</summary>
    public CancellationToken Draining => lifetime.ApplicationStopping;

    public int Open => Volatile.Read(ref open);

    /// <summary>Returns the resume token after a revision. The latest token is cached, because most watchers need the same one.</summary>
    internal string ResumeToken(string service, RevisionId revision, ulong filterHash)
    {
        var kept = last;
        if (kept.Revision == revision && kept.FilterHash == filterHash)
        {
            return kept.Token;
        }

        var token = RevisionToken.Encode(service, revision, filterHash);
        last = new LastToken(revision, filterHash, token);
        return token;
    }

    /// <summary>Acquires a slot for a stream, or rejects the stream.</summary>
    public Slot Acquire(ServerCallContext context) => Acquire(Caller.Of(context).PartitionKey(context.GetHttpContext()));

    /// <param name="caller">The key by which streams are counted, <c>Caller.PartitionKey</c>.</param>
    public Slot Acquire(string caller)
    {
        var limits = options.Value;
        if (Draining.IsCancellationRequested)
        {
            throw WatchErrors.Draining();
        }

        if (Interlocked.Increment(ref open) > limits.MaxStreams)
        {
            Interlocked.Decrement(ref open);
            throw WatchErrors.TooManyStreams("streams per server", limits.MaxStreams);
        }

        if (perCaller.AddOrUpdate(caller, 1, (_, count) => count + 1) > limits.MaxStreamsPerCaller)
        {
            Leave(caller);
            throw WatchErrors.TooManyStreams("streams per caller", limits.MaxStreamsPerCaller);
        }

        return new Slot(this, caller);
    }

    void Leave(string caller)
    {
        Interlocked.Decrement(ref open);
        if (perCaller.AddOrUpdate(caller, 0, (_, count) => count - 1) == 0)
        {
            perCaller.TryRemove(new KeyValuePair<string, int>(caller, 0));
        }
    }

    sealed record LastToken(RevisionId Revision, ulong FilterHash, string Token);

    public readonly struct Slot(WatchStreamLimiter streams, string caller) : IDisposable
    {
        public void Dispose() => streams.Leave(caller);
    }
}
