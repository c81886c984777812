using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Client.Tests;

public sealed class WatchOrderTests : IAsyncLifetime
{
    FakeService service = null!;
    RecognitionsClient client = null!;

    public async ValueTask InitializeAsync()
    {
        service = await FakeService.StartAsync();
        client = FakeResponses.Client(service);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Revisions_that_a_resumed_stream_repeats_are_not_returned_twice()
    {
        service.Watches.Then(
            FakeResponses.Sends(FakeResponses.Unavailable(), FakeResponses.Revisions(6, 7)),
            FakeResponses.Sends(
                FakeResponses.Unavailable(), FakeResponses.Revisions(5), FakeResponses.Revisions(6), FakeResponses.Revisions(7, 8)),
            FakeResponses.Sends(null, FakeResponses.Progress(7), FakeResponses.Progress(8), FakeResponses.Revisions(9)));
        await using var reader = WatchReader.Of(client.WatchAsync(new() { FromNow = true }, FakeResponses.Stop));
        Assert.Equal(
            ["revisions 6,7 @7", "revisions 8 @8", "progress 8 @8", "revisions 9 @9"], await reader.Read(4));
    }

    [Fact]
    public async Task A_stream_that_only_repeats_revisions_does_not_move_the_watch_back()
    {
        service.Watches.Then(
            FakeResponses.Sends(FakeResponses.Unavailable(), FakeResponses.Revisions(6, 7)),
            FakeResponses.Sends(FakeResponses.Unavailable(), FakeResponses.Revisions(5)),
            FakeResponses.Sends(null, FakeResponses.Revisions(8)));
        await using var reader = WatchReader.Of(client.WatchAsync(new() { FromNow = true }, FakeResponses.Stop));
        Assert.Equal(["revisions 6,7 @7", "revisions 8 @8"], await reader.Read(2));
        Assert.Equal("t7", service.Watches.Requests[2].ResumeToken);
    }

    public static TheoryData<string> Broken() => [.. BrokenStreams.Keys];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_stream_that_violates_the_revision_order_ends_the_watch(string what)
    {
        service.Watches.Then(FakeResponses.Sends(null, BrokenStreams[what]), FakeResponses.Sends(null, FakeResponses.Progress(100)));
        await using var reader = WatchReader.Of(client.WatchAsync(new(), FakeResponses.Stop));
        await Assert.ThrowsAsync<WatchOrderException>(() => reader.Read(BrokenStreams[what].Length));
        Assert.Single(service.Watches.Requests);
    }

    static Dictionary<string, WatchResponse[]> BrokenStreams { get; } = new()
    {
        ["a revision twice"] = [FakeResponses.SnapshotEnd(5, 0), FakeResponses.Revisions(6), FakeResponses.Revisions(6)],
        ["a revision too late"] = [FakeResponses.SnapshotEnd(5, 0), FakeResponses.Revisions(8), FakeResponses.Revisions(7)],
        ["a revision too late in one message"] = [FakeResponses.SnapshotEnd(5, 0), FakeResponses.Revisions(8, 7)],
        ["a revision of the snapshot after it"] = [FakeResponses.SnapshotEnd(5, 0), FakeResponses.Revisions(5)],
        ["a revision inside the snapshot"] = [FakeResponses.Snapshot("AL"), FakeResponses.Revisions(6)],
        ["progress inside the snapshot"] = [FakeResponses.Snapshot("AL"), FakeResponses.Progress(6)],
        ["progress below a revision"] = [FakeResponses.SnapshotEnd(5, 0), FakeResponses.Revisions(8), FakeResponses.Progress(7)],
        ["a revision that progress had passed"] = [FakeResponses.SnapshotEnd(5, 0), FakeResponses.Progress(8), FakeResponses.Revisions(7)],
        ["a snapshot after its end"] = [FakeResponses.SnapshotEnd(5, 0), FakeResponses.Snapshot("AL")],
        ["a second end"] = [FakeResponses.SnapshotEnd(5, 0), FakeResponses.SnapshotEnd(6, 0)],
    };
}
