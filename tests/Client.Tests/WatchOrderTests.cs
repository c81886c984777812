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
        client = Given.Client(service);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Revisions_that_a_resumed_stream_repeats_are_not_seen_twice()
    {
        service.Watches.Then(
            Given.Sends(Given.Unavailable(), Given.Revisions(6, 7)),
            Given.Sends(Given.Unavailable(), Given.Revisions(5), Given.Revisions(6), Given.Revisions(7, 8)),
            Given.Sends(null, Given.Progress(7), Given.Progress(8), Given.Revisions(9)));
        await using var reader = WatchReader.Of(client.WatchAsync(new() { FromNow = true }, Given.Stop));
        Assert.Equal(
            ["revisions 6,7 @7", "revisions 8 @8", "progress 8 @8", "revisions 9 @9"], await reader.Read(4));
    }

    [Fact]
    public async Task A_stream_that_only_repeats_does_not_take_the_watch_back()
    {
        service.Watches.Then(
            Given.Sends(Given.Unavailable(), Given.Revisions(6, 7)),
            Given.Sends(Given.Unavailable(), Given.Revisions(5)),
            Given.Sends(null, Given.Revisions(8)));
        await using var reader = WatchReader.Of(client.WatchAsync(new() { FromNow = true }, Given.Stop));
        Assert.Equal(["revisions 6,7 @7", "revisions 8 @8"], await reader.Read(2));
        Assert.Equal("t7", service.Watches.Requests[2].ResumeToken);
    }

    public static TheoryData<string> Broken() => [.. BrokenStreams.Keys];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_stream_that_breaks_its_order_ends_the_watch(string what)
    {
        service.Watches.Then(Given.Sends(null, BrokenStreams[what]), Given.Sends(null, Given.Progress(100)));
        await using var reader = WatchReader.Of(client.WatchAsync(new(), Given.Stop));
        await Assert.ThrowsAsync<WatchOrderException>(() => reader.Read(BrokenStreams[what].Length));
        Assert.Single(service.Watches.Requests);
    }

    static Dictionary<string, WatchResponse[]> BrokenStreams { get; } = new()
    {
        ["a revision twice"] = [Given.SnapshotEnd(5, 0), Given.Revisions(6), Given.Revisions(6)],
        ["a revision too late"] = [Given.SnapshotEnd(5, 0), Given.Revisions(8), Given.Revisions(7)],
        ["a revision too late in one message"] = [Given.SnapshotEnd(5, 0), Given.Revisions(8, 7)],
        ["a revision of the snapshot after it"] = [Given.SnapshotEnd(5, 0), Given.Revisions(5)],
        ["a revision inside the snapshot"] = [Given.Snapshot("AL"), Given.Revisions(6)],
        ["progress inside the snapshot"] = [Given.Snapshot("AL"), Given.Progress(6)],
        ["progress below a revision"] = [Given.SnapshotEnd(5, 0), Given.Revisions(8), Given.Progress(7)],
        ["a revision that progress had passed"] = [Given.SnapshotEnd(5, 0), Given.Progress(8), Given.Revisions(7)],
        ["a snapshot after its end"] = [Given.SnapshotEnd(5, 0), Given.Snapshot("AL")],
        ["a second end"] = [Given.SnapshotEnd(5, 0), Given.SnapshotEnd(6, 0)],
    };
}
