using Grpc.Core;
using KosovoNato.Changes.V1;

namespace KosovoNato.Client.Tests;

/// <summary>The scripted Watch of any service; the resume token after revision 7 is "t7".</summary>
abstract class WatchScript<TRequest, TResponse, TChanged, TChange, TResource>
    where TResponse : IWatchResponse<TChanged, TChange>, new()
    where TChanged : IChanged<TChange>, new()
    where TChange : IChange<TResource>, new()
{
    /// <summary>A stream that sends messages and then ends with an error, or stays open and idle.</summary>
    public static Streaming<TRequest, TResponse> Sends(RpcException? end, params TResponse[] messages) => async (_, stream, context) =>
    {
        foreach (var message in messages)
        {
            await stream.WriteAsync(message, context.CancellationToken);
        }

        if (end is not null)
        {
            throw end;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
    };

    public static TResponse Snapshot(params IEnumerable<TChange> changes)
    {
        var message = new TResponse();
        message.Snapshot.AddRange(changes);
        return message;
    }

    public static TResponse SnapshotEnd(long revision, long count) =>
        new() { SnapshotEnd = new() { Revision = revision, Count = count }, ResumeToken = $"t{revision}" };

    public static TResponse Progress(long revision) =>
        new() { Bookmark = new() { Revision = revision }, ResumeToken = $"t{revision}" };

    public static TResponse Revisions(params IReadOnlyList<TChanged> revisions)
    {
        var message = new TResponse { ResumeToken = $"t{revisions[^1].Revision}" };
        message.Revisions.AddRange(revisions);
        return message;
    }

    public static TChanged Revision(long revision, params IEnumerable<TChange> changes)
    {
        var changed = new TChanged { Revision = revision };
        changed.Changes.AddRange(changes);
        return changed;
    }

    public static TChange Change(string name, ChangeKind kind, TResource resource) =>
        new() { Name = name, Kind = kind, Resource = resource };
}
