using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests.EveryService;

/// <summary>Behavior that the clients of all services share; the recognition client's own tests cover the details.</summary>
public abstract class ClientTests<TRequest, TResponse, TChanged, TChange, TResource> : IAsyncLifetime
    where TRequest : class, IWatchRequest, IMessage<TRequest>, new()
    where TResponse : class, IWatchResponse<TChanged, TChange>, IMessage, new()
    where TChanged : IChanged<TChange>, new()
    where TChange : class, IChange<TResource>, new()
{
    FakeHost host = null!;
    IAsyncDisposable client = null!;

    private protected abstract Script<TRequest, Streaming<TRequest, TResponse>> Watches { get; }

    /// <summary>A request with a filter and with the previous version of each change.</summary>
    private protected abstract TRequest Filtered { get; }

    /// <summary>The request IDs of the writes that reached the service.</summary>
    private protected abstract IEnumerable<string> WriteIds { get; }

    /// <summary>The tokens of the pages that the client requested.</summary>
    private protected abstract IEnumerable<string> PageTokens { get; }

    public async ValueTask InitializeAsync()
    {
        host = await StartAsync();
        client = Open(FakeResponses.Options(host.Address) with { ApiKey = "k1" });
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_watch_resumes_from_its_last_token_with_the_same_arguments_and_returns_nothing_twice()
    {
        Watches.Then(
            Sends(FakeResponses.Unavailable(), Snapshot("a"), SnapshotEnd(5, 1), Revisions(6, 8)),
            Sends(FakeResponses.Unavailable(), Revisions(8, 9)),
            Sends(null, Progress(10)));
        await using var reader = WatchReader.Of(Watch(Filtered, new()));
        Assert.Equal(
            ["snapshot a @?", "end 5 @5", "revisions 6,8 @8", "revisions 9 @9", "progress 10 @10"], await reader.Read(5));
        var (second, third) = (Filtered, Filtered);
        (second.ResumeToken, third.ResumeToken) = ("t8", "t9");
        Assert.Equal([Filtered, second, third], Watches.Requests);
    }

    [Theory]
    [InlineData(ErrorReason.StoreReplaced)]
    [InlineData(ErrorReason.RevisionInFuture)]
    [InlineData(ErrorReason.RevisionCompacted)]
    public async Task A_watch_that_cannot_resume_reports_it_and_starts_again_with_a_snapshot(ErrorReason reason)
    {
        foreach (var start in new TRequest[] { new() { ResumeToken = "kept" }, new() { RevisionToken = "kept" } })
        {
            Watches.Then(Sends(FakeResponses.Error(StatusCode.OutOfRange, reason)), Sends(null, SnapshotEnd(3, 0)));
            await using var reader = WatchReader.Of(Watch(start, new()));
            Assert.Equal([$"again {reason}", "end 3 @3"], await reader.Read(2));
            Assert.True(Watches.Requests[^1].SnapshotFirst);
        }
    }

    [Fact]
    public async Task A_watch_that_must_not_skip_anything_fails_if_it_cannot_resume()
    {
        Watches.Then(Sends(FakeResponses.Error(StatusCode.OutOfRange, ErrorReason.StoreReplaced)));
        await using var reader = WatchReader.Of(
            Watch(new() { ResumeToken = "kept" }, new() { OnHistoryLost = HistoryLossBehavior.Throw }));
        var error = await Assert.ThrowsAsync<RpcException>(() => reader.Read(1));
        Assert.Equal(ErrorReason.StoreReplaced, error.GetErrorDetails().Reason);
    }

    [Fact]
    public async Task A_caller_may_change_its_request_after_the_watch_has_been_created()
    {
        Watches.Then(Sends(null, Progress(6)));
        var request = Filtered;
        await using var reader = WatchReader.Of(Watch(request, new()));
        request.ResumeToken = "something else";
        await reader.Read(1);
        Assert.Equal(Filtered, Assert.Single(Watches.Requests));
    }

    [Fact]
    public async Task A_watch_ends_when_its_client_is_disposed()
    {
        Watches.Then(Sends(null, Progress(6)));
        await using var reader = WatchReader.Of(Watch(new(), new()));
        await reader.Read(1);
        var next = reader.Next();
        await client.DisposeAsync().WithinAsync(20);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => next.WithinAsync(20));
    }

    [Fact]
    public async Task A_mirror_stays_in_step_with_the_matching_resources()
    {
        Watches.Then(Sends(
            null,
            Snapshot("a", "b"),
            SnapshotEnd(5, 2),
            WatchScript.Revisions(
                WatchScript.Revision(6, Change("c", ChangeKind.Added)),
                WatchScript.Revision(7, Change("a", ChangeKind.Removed), Change("b", ChangeKind.Modified, 7)))));
        await using var mirror = FilteredMirror(TimeSpan.FromSeconds(2));
        var view = await mirror.WaitForAsync(shown => shown.Revision == 7, FakeResponses.Stop).WithinAsync(20);
        Assert.Equal(
            [(NameOf("b"), Resource("b", 7)), (NameOf("c"), Resource("c", 0))],
            view.Items.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => (item.Key, item.Value)));
        Assert.Equal(MirrorStatus.Live, view.Status);
        var sent = Assert.Single(Watches.Requests);
        Assert.True(sent.SnapshotFirst);
        Assert.Equal(Duration.FromTimeSpan(TimeSpan.FromSeconds(2)), sent.BookmarkInterval);
        Assert.Equal(FilterOf(Filtered), FilterOf(sent));
    }

    [Fact]
    public async Task A_write_without_a_request_id_gets_one_and_every_retry_reuses_it()
    {
        await WriteAsync(FakeResponses.Unavailable()).WithinAsync(20);
        Assert.Equal(2, WriteIds.Count());
        Assert.True(Guid.TryParse(Assert.Single(WriteIds.Distinct()), out _));
    }

    [Fact]
    public async Task All_pages_of_a_list_are_read_from_one_revision()
    {
        Assert.Equal(["a", "b", "c"], await ListAsync(("p2", ["a", "b"]), ("p3", []), ("", ["c"])).WithinAsync(20));
        Assert.Equal(["", "p2", "p3"], PageTokens);
    }

    [Fact]
    public async Task Every_call_carries_the_key()
    {
        Watches.Then(Sends(null, Progress(1)));
        await Watch(new(), new()).FirstAsync(FakeResponses.Stop).WithinAsync(20);
        Assert.Equal("Bearer k1", Watches.Calls[0].Authorization);
    }

    [Fact]
    public void An_invalid_setting_is_rejected()
    {
        var error = Assert.Throws<ArgumentException>(() => Open(FakeResponses.Options(host.Address) with { MaxAttempts = 0 }));
        Assert.StartsWith("MaxAttempts must", error.Message, StringComparison.Ordinal);
    }

    private protected abstract Task<FakeHost> StartAsync();

    private protected abstract IAsyncDisposable Open(ClientOptions options);

    private protected abstract IAsyncEnumerable<WatchEvent<TResponse>> Watch(TRequest request, WatchOptions watching);

    /// <summary>A mirror with the filter of <see cref="Filtered"/>.</summary>
    private protected abstract Mirror<TResource> FilteredMirror(TimeSpan bookmarkInterval);

    private protected abstract object? FilterOf(TRequest request);

    private protected abstract string NameOf(string id);

    private protected abstract TResource Resource(string id, long version);

    /// <summary>Writes to a service whose first response is this error.</summary>
    private protected abstract Task WriteAsync(RpcException first);

    /// <summary>Lists the IDs from a service that returns these pages.</summary>
    private protected abstract Task<List<string>> ListAsync(params (string Next, string[] Ids)[] pages);

    static Streaming<TRequest, TResponse> Sends(RpcException? end, params TResponse[] messages) => WatchScript.Sends(end, messages);

    static TResponse SnapshotEnd(long revision, long count) => WatchScript.SnapshotEnd(revision, count);

    static TResponse Progress(long revision) => WatchScript.Progress(revision);

    TResponse Snapshot(params string[] ids) => WatchScript.Snapshot(ids.Select(id => Change(id, ChangeKind.Added)));

    TResponse Revisions(params long[] revisions) =>
        WatchScript.Revisions(
            [.. revisions.Select(revision => WatchScript.Revision(revision, Change("a", ChangeKind.Modified, revision)))]);

    TChange Change(string id, ChangeKind kind, long version = 0) => WatchScript.Change(NameOf(id), kind, Resource(id, version));

    sealed class WatchScript : WatchScript<TRequest, TResponse, TChanged, TChange, TResource>;
}
