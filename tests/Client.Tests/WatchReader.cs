using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

static class WatchReader
{
    public static WatchReader<TResponse> Of<TResponse>(IAsyncEnumerable<WatchEvent<TResponse>> watch)
        where TResponse : IMessage => new(watch);
}

/// <summary>Reads a watch step by step, each with a time limit, and formats each step as a short text.</summary>
sealed class WatchReader<TResponse>(IAsyncEnumerable<WatchEvent<TResponse>> watch) : IAsyncDisposable
    where TResponse : IMessage
{
    readonly IAsyncEnumerator<WatchEvent<TResponse>> steps = watch.GetAsyncEnumerator();

    /// <summary>Starts the read of the next step without waiting for the result.</summary>
    public Task<string> Next() => NextAsync();

    /// <summary>Reads the given number of steps.</summary>
    public async Task<List<string>> Read(int count)
    {
        var read = new List<string>();
        while (read.Count < count)
        {
            read.Add(await NextAsync().WithinAsync(20));
        }

        return read;
    }

    public ValueTask DisposeAsync() => steps.DisposeAsync();

    async Task<string> NextAsync()
    {
        Assert.True(await steps.MoveNextAsync(), "The watch ended by itself.");
        return steps.Current switch
        {
            WatchEvent<TResponse>.SnapshotStart { Reason: ErrorReason.Unspecified } => "again",
            WatchEvent<TResponse>.SnapshotStart again => $"again {again.Reason}",
            WatchEvent<TResponse>.Message message => $"{Text(message.Response)} @{message.CompleteRevision?.ToString() ?? "?"}",
            _ => throw new InvalidOperationException("An unknown step."),
        };
    }

    // In the wire format that the messages of all services share.
    static string Text(TResponse response) => ChangeWatchResponse.Parser.ParseFrom(response.ToByteString()) switch
    {
        { SnapshotEnd: { } end } => $"end {end.Revision}",
        { Bookmark: { } progress } => $"progress {progress.Revision}",
        { Snapshot: { Count: > 0 } snapshot } => $"snapshot {string.Join(',', snapshot.Select(change => change.Name.Split('/')[^1]))}",
        { Revisions: var revisions } => $"revisions {string.Join(',', revisions.Select(changed => changed.Revision))}",
    };
}
