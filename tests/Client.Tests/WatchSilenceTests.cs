using Google.Protobuf.WellKnownTypes;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class WatchSilenceTests : IAsyncLifetime
{
    readonly RecordingTimeProvider time = new();
    readonly List<WatchInterruption> interruptions = [];
    FakeService service = null!;
    RecognitionsClient client = null!;

    public async ValueTask InitializeAsync()
    {
        service = await FakeService.StartAsync();
        client = FakeResponses.Client(service, options => options with { TimeProvider = time });
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await service.DisposeAsync();
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData(1.0, 3)]
    [InlineData(1.5, 4.5)]
    [InlineData(60.0, 180)]
    public async Task A_stream_that_is_idle_for_three_intervals_is_considered_dead_and_resumed(double? interval, double limit)
    {
        service.Watches.Then(FakeResponses.Sends(null, FakeResponses.Progress(6)), FakeResponses.Sends(null, FakeResponses.Progress(7)));
        await using var reader = Watch(interval);
        await reader.Read(1);
        var next = reader.Next();
        time.Advance(TimeSpan.FromSeconds(limit - 0.1));
        Assert.False(next.IsCompleted);
        Assert.Empty(interruptions);
        time.Advance(TimeSpan.FromSeconds(0.1));
        await Eventually.True(() => time.Pauses.Count == 1, 20);
        time.Advance(time.Pauses[0]);
        Assert.Equal("progress 7 @7", await next.WithinAsync(20));
        Assert.Equal("t6", service.Watches.Requests[1].ResumeToken);
        Assert.True(Assert.Single(interruptions).IsIdleTimeout);
    }

    [Fact]
    public async Task A_service_that_never_sends_a_message_is_detected_too()
    {
        service.Watches.Then(FakeResponses.Sends(null), FakeResponses.Sends(null, FakeResponses.Progress(7)));
        await using var reader = Watch(1);
        var next = reader.Next();
        await Eventually.True(() => service.Watches.Requests.Count == 1, 20);
        time.Advance(TimeSpan.FromSeconds(3));
        await Eventually.True(() => time.Pauses.Count == 1, 20);
        time.Advance(time.Pauses[0]);
        Assert.Equal("progress 7 @7", await next.WithinAsync(20));
    }

    [Fact]
    public async Task A_slow_reader_is_not_mistaken_for_an_idle_service()
    {
        var goOn = new TaskCompletionSource();
        service.Watches.Then(async (request, stream, context) =>
        {
            await stream.WriteAsync(FakeResponses.Progress(6), context.CancellationToken);
            await goOn.Task.WaitAsync(context.CancellationToken);
            await FakeResponses.Sends(null, FakeResponses.Progress(7))(request, stream, context);
        });
        await using var reader = Watch(1);
        await reader.Read(1);
        time.Advance(TimeSpan.FromHours(1));
        goOn.SetResult();
        Assert.Equal(["progress 7 @7"], await reader.Read(1));
        Assert.Single(service.Watches.Requests);
        Assert.Empty(interruptions);
    }

    WatchReader<WatchResponse> Watch(double? interval)
    {
        var request = new WatchRequest { FromNow = true };
        if (interval is { } seconds)
        {
            request.BookmarkInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds));
        }

        return new(client.WatchAsync(request, new WatchOptions { OnInterrupted = interruptions.Add }, FakeResponses.Stop));
    }
}
