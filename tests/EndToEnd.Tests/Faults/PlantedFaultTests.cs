using Grpc.Core.Interceptors;
using KosovoNato.Changes.V1;
using KosovoNato.EndToEnd.Tests.Recording;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using KosovoNato.Testing.Histories;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests.Faults;

/// <summary>
/// Serious faults, planted on purpose: the checker must find each one in histories from real servers. Each has a control without the fault,
/// which the checker must accept.
/// </summary>
public sealed class PlantedFaultTests(SharedStores stores)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>
    /// Disables the append-only file after the service has checked the store. Proves that a kill reveals a store that loses acknowledged
    /// writes. With the file enabled, KillTests loses no write.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_does_not_sync_loses_acknowledged_writes(bool faulty)
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, Cancelled);
        await using var deployment = await Deployment.StartAsync(store.Configuration);
        var writer = new RecordingWriter(deployment.Rpc);
        await writer.RegisterAsync(TestRequests.Register("kept"));
        await using (var operators = await ConnectionMultiplexer.ConnectAsync($"{store.Configuration},allowAdmin=true"))
        {
            if (faulty)
            {
                await operators.GetDatabase().ExecuteAsync("CONFIG", "SET", "appendonly", "no");
            }
        }

        await writer.RegisterAsync(TestRequests.Register("lost"));
        await store.KillAsync(Cancelled);
        await store.RestartAsync(Cancelled);
        AssertFound(
            faulty ? ViolationKind.AcknowledgedWriteLost : null,
            HistoryChecker.Check(await StoredLog.ReadAsync(deployment), writer.Writes, []));
    }

    /// <summary>
    /// The commit script without its request ID check, and a writer that retries a write without a response on the newest snapshot, as the
    /// service does. Proves that the checker sees a duplicate write, and that the check in the script prevents it, not the expected
    /// revisions.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_that_does_not_check_the_request_id_doubles_writes(bool faulty)
    {
        Assert.NotEqual(ScriptWriter.Script, ScriptWriter.WithoutRequestCheck);
        await using var direct = await ConnectionMultiplexer.ConnectAsync((await stores.Of(StoreBackend.Redis)).Configuration);
        var key = StoreServer.FreshPrefix();
        var writer = new ScriptWriter(direct.GetDatabase(), key, faulty ? ScriptWriter.WithoutRequestCheck : ScriptWriter.Script);
        await writer.BeginAsync();
        var first = await writer.PutAsync("request", "e1", expected: 0);
        await writer.PutAsync("request", "e2", expected: first);
        var log = await StoredLog.ReadAsync((await stores.Of(StoreBackend.Redis)).Configuration, key);
        AssertFound(faulty ? ViolationKind.WriteAppliedTwice : null, HistoryChecker.Check(log, [], []));
    }

    /// <summary>A bookmark overtakes the change that it covers. Proves that the checker compares bookmarks with the log.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bookmark_that_overtakes_its_change_is_found(bool faulty)
    {
        await using var deployment = await StartAsync();
        await WriteAsync(deployment, 3);
        using var watch = Watch(deployment, !faulty ? new() : new()
        {
            Message = message => message.Revisions.Count == 0
                ? [message]
                : [new() { Bookmark = new() { Revision = message.Revisions[^1].Revision }, ResumeToken = message.ResumeToken }, message],
        });
        watch.OpenSnapshot();
        await watch.ReadToAsync(3);
        await WriteAsync(deployment, 2);
        await watch.ReadToAsync(5);
        await WriteAsync(deployment, 1);
        await watch.ReadToAsync(6);
        await AssertFoundAsync(faulty ? ViolationKind.BookmarkTooEarly : null, deployment, watch);
    }

    /// <summary>A resume starts one revision too late or too early. Proves that the checker knows the position of each token.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task A_resume_with_an_off_by_one_error_is_found(int off)
    {
        await using var deployment = await StartAsync();
        var revisions = await WriteAsync(deployment, 3);
        using var watch = Watch(
            deployment, new() { Request = request => off == 0 ? request : Elsewhere(request, () => revisions[2 + off]) });
        watch.OpenSnapshot();
        await watch.ReadToAsync(3);
        revisions.AddRange(await WriteAsync(deployment, 2));
        watch.Resume();
        await watch.ReadToAsync(5);
        await AssertFoundAsync(off == 0 ? null : ViolationKind.ResumeWrong, deployment, watch);
    }

    /// <summary>
    /// A token is accepted with a filter other than its own, as by a service that does not bind the filter. Proves that the checker notices
    /// it and, without the fault, that the service rejects such a token.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_accepted_with_another_filter_is_found(bool faulty)
    {
        await using var deployment = await StartAsync();
        var revisions = await WriteAsync(deployment, 3);
        using var watch = Watch(deployment, new() { Request = request => faulty ? Elsewhere(request, () => revisions[2]) : request });
        watch.OpenSnapshot();
        await watch.ReadToAsync(3);
        await WriteAsync(deployment, 2);
        watch.Resume(Versions.Pages, new() { Sources = new() { Kinds = { SourceKind.Page } } });
        await watch.ReadToAsync(5);
        await AssertFoundAsync(faulty ? ViolationKind.ResumeWrong : null, deployment, watch);
        Assert.Equal(!faulty, watch.Recorded.Steps[^1] is WatchStep.Ended { Reason: "InvalidArgument TOKEN_INVALID" });
    }

    async Task<Deployment> StartAsync() => await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration);

    static ScriptedWatch Watch(Deployment deployment, FaultyWatch fault) => new(new(deployment.Invoker.Intercept(fault)));

    /// <summary>Makes a resume start after another revision, and leaves other starts unchanged.</summary>
    static WatchRequest Elsewhere(WatchRequest request, Func<Revision> revision) =>
        request.ResumeToken.Length == 0 ? request : new(request) { RevisionToken = revision().Token };

    static async Task<List<Revision>> WriteAsync(Deployment deployment, int count)
    {
        var revisions = new List<Revision>();
        for (var i = 0; i < count; i++)
        {
            revisions.Add((await deployment.Rpc.RegisterSourceAsync(TestRequests.Register(TestRequests.NewId()))).Revision);
        }

        return revisions;
    }

    static async Task AssertFoundAsync(ViolationKind? expected, Deployment deployment, ScriptedWatch watch) =>
        AssertFound(expected, HistoryChecker.Check(await StoredLog.ReadAsync(deployment), [], [watch.Recorded]));

    static void AssertFound(ViolationKind? expected, IReadOnlyList<Violation> found)
    {
        if (expected is { } kind)
        {
            Assert.Contains(kind, found.Select(violation => violation.Kind));
        }
        else
        {
            Assert.Empty(found);
        }
    }
}
