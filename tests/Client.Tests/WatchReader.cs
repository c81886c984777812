using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

/// <summary>Reads a watch step by step, each within a bound, and writes each step in a few letters.</summary>
sealed class WatchReader(IAsyncEnumerable<WatchEvent<WatchResponse>> watch) : IAsyncDisposable
{
    readonly IAsyncEnumerator<WatchEvent<WatchResponse>> steps = watch.GetAsyncEnumerator();

    /// <summary>Begins to wait for the next step and does not wait for its coming.</summary>
    public Task<string> Next() => NextAsync();

    /// <summary>Reads so many steps.</summary>
    public async Task<List<string>> Read(int count)
    {
        var read = new List<string>();
        while (read.Count < count)
        {
            read.Add(await NextAsync().Within(20));
        }

        return read;
    }

    public ValueTask DisposeAsync() => steps.DisposeAsync();

    async Task<string> NextAsync()
    {
        Assert.True(await steps.MoveNextAsync(), "The watch ended by itself.");
        return steps.Current switch
        {
            WatchEvent<WatchResponse>.StartAgain { Reason: ErrorReason.Unspecified } => "again",
            WatchEvent<WatchResponse>.StartAgain again => $"again {again.Reason}",
            WatchEvent<WatchResponse>.Message message => $"{Text(message.Response)} @{message.CompleteTo?.ToString() ?? "?"}",
            _ => throw new InvalidOperationException("An unknown step."),
        };
    }

    static string Text(WatchResponse response) => response switch
    {
        { SnapshotEnd: { } end } => $"end {end.Revision}",
        { Progress: { } progress } => $"progress {progress.Revision}",
        { Snapshot.Count: > 0 } => $"snapshot {string.Join(',', response.Snapshot.Select(change => change.Name["states/".Length..]))}",
        _ => $"revisions {string.Join(',', response.Revisions.Select(changed => changed.Revision))}",
    };
}
