using System.Collections.Concurrent;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Storage;

/// <summary>Guarantees when the store fails under load or returns with other data.</summary>
public sealed class CrashTests
{
    readonly string prefix = StoreServer.FreshPrefix();

    public static TheoryData<StoreBackend> Backends => [StoreBackend.Redis, StoreBackend.Embedded];

    public static TheoryData<StoreBackend> MainlyRedis =>
        [StoreBackend.Redis, new TheoryDataRow<StoreBackend>(StoreBackend.Embedded) { Explicit = true }];

    [Theory, MemberData(nameof(Backends))]
    public async Task A_store_killed_under_load_keeps_every_acknowledged_write_once(StoreBackend backend)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = await StoreServer.StartAsync(backend, cancellationToken);
        var acknowledged = new ConcurrentDictionary<long, string>();
        await using (var instance = await Instance.StartAsync(store.Configuration, prefix))
        {
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 8).Select(writer => WriteAsync(instance, writer, acknowledged, stop.Token)).ToList();
            for (var round = 0; round < StressMode.Rounds(1, 3, 50); round++)
            {
                var before = acknowledged.Count;
                await Eventually.True(() => acknowledged.Count > before + 40, seconds: 60);
                await store.RestartAsync(cancellationToken).WithinAsync(60);
            }

            await stop.CancelAsync();
            await Task.WhenAll(writers).WithinAsync(60);
            instance.Errors.AssertNone();
        }

        await using var reader = await Instance.StartAsync(store.Configuration, prefix);
        foreach (var (revision, title) in acknowledged)
        {
            var change = Assert.Single(
                (reader.Replica.FindInTail(revision) ?? throw new InvalidOperationException($"{revision} is lost")).Changes);
            Assert.Equal(title, change.After.As<KosovoNato.Recognitions.V1.Source>().Title);
        }

        var titles = Enumerable.Range(1, (int)reader.Replica.Current.Revision)
            .Select(revision => reader.Replica.FindInTail(revision)!.Changes[0].After.As<KosovoNato.Recognitions.V1.Source>().Title)
                .ToList();
        Assert.Equal(titles.Count, titles.Distinct().Count());
    }

    [Theory, MemberData(nameof(MainlyRedis))]
    public async Task An_unavailable_store_is_reported_as_unavailable_and_recovers_automatically(StoreBackend backend)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = await StoreServer.StartAsync(backend, cancellationToken);
        await using var instance = await Instance.StartAsync(store.Configuration, prefix, ("Store:RetryTimeout", "00:00:00.3"));
        // With such a short timeout, a slow first response counts as lost. The retry then finds the write committed, and the snapshot has
        // it shortly afterwards.
        await Eventually.True(() => IsCommittedAsync("sources/a", "one"), seconds: 30);
        await Eventually.True(() => instance.TitleOf("sources/a") == "one");
        await store.KillAsync(cancellationToken).WithinAsync(30);
        var refusal = await Assert.ThrowsAsync<ApiException>(() => instance.PutAsync("sources/a", "two", expected: 1));
        Assert.Equal(KosovoNato.Errors.V1.ErrorReason.StoreUnavailable, refusal.Reason);
        Assert.Equal("one", instance.TitleOf("sources/a"));
        await store.RestartAsync(cancellationToken).WithinAsync(60);
        await Eventually.True(() => IsCommittedAsync("sources/b", "two"), seconds: 30);
        instance.Errors.AssertNone();

        async Task<bool> IsCommittedAsync(string name, string title)
        {
            try
            {
                return await instance.PutAsync(name, title, expected: 0) is CommitOutcome.Committed or CommitOutcome.Conflict;
            }
            catch (ApiException)
            {
                return false;
            }
        }
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_store_that_lost_revisions_already_read_gets_a_new_store_ID(StoreBackend backend)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = await StoreServer.StartAsync(backend, cancellationToken);
        await using var instance = await Instance.StartAsync(store.Configuration, prefix);
        instance.Errors.Expect("replica.store_lost_revisions");
        await instance.PutAsync("sources/a", "one", expected: 0);
        await instance.PutAsync("sources/b", "two", expected: 0);
        var old = instance.Replica.Current.StoreId;
        await RawStore.ForgetLastAsync(store.Configuration, $"{prefix}:recognitions");
        await Eventually.True(() => instance.Replica.IsLoaded && instance.Replica.Current.StoreId != old, seconds: 20);
        Assert.Equal(1, instance.Replica.Current.Revision);
        Assert.Null(instance.TitleOf("sources/b"));
        Assert.Contains(instance.Errors.Entries, entry => entry.Event == "replica.store_lost_revisions");
        Assert.IsType<CommitOutcome.Committed>(await instance.PutAsync("sources/c", "three", expected: 0));
        instance.Errors.AssertNone();
    }

    [Theory]
    [InlineData("appendfsync", "everysec")]
    [InlineData("maxmemory-policy", "allkeys-lru")]
    public async Task A_store_that_can_lose_acknowledged_writes_stops_the_service_at_startup_and_at_runtime(
        string setting, string value)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, cancellationToken);
        await using var running = await Instance.StartAsync(store.Configuration, prefix);
        await RawStore.SetAsync(store.Configuration, setting, value);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Instance.StartAsync(store.Configuration, prefix));
        Assert.Contains($"{setting} {value}", refused.Message, StringComparison.Ordinal);

        var stopping = running.Get<IHostApplicationLifetime>().ApplicationStopping;
        await Eventually.True(() => stopping.IsCancellationRequested, seconds: 20);
        Assert.Contains($"{setting} {value}", running.Follower.FatalError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password=wrong", "WRONGPASS", "Store:Configuration")]
    [InlineData("user=limited,password=right", "NOPERM", "config|get")]
    public async Task A_rejected_service_logs_the_error_of_the_store_and_the_remedy(string credentials, string words, string detail)
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, TestContext.Current.CancellationToken);
        await using (var redis = await ConnectionMultiplexer.ConnectAsync($"{store.Configuration},allowAdmin=true"))
        {
            await redis.GetDatabase().ExecuteAsync("ACL", "SETUSER", "limited", "on", ">right", "~*", "&*", "+@all", "-config|get");
            await redis.GetDatabase().ExecuteAsync("CONFIG", "SET", "requirepass", "right");
        }

        var rejected = await Assert.ThrowsAnyAsync<Exception>(() => Instance.StartAsync($"{store.Configuration},{credentials}", prefix));
        Assert.True(rejected.Message.Contains(words, StringComparison.Ordinal), rejected.Message);
        Assert.Contains(detail, rejected.Message, StringComparison.Ordinal);
    }

    static async Task WriteAsync(
        Instance instance, int writer, ConcurrentDictionary<long, string> acknowledged, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            var (name, title, id) = ($"sources/w{writer}-{i}", $"{writer}-{i}", Guid.NewGuid());
            while (true)
            {
                try
                {
                    var revision = await instance.PutAsync(name, title, expected: 0, id) switch
                    {
                        CommitOutcome.Committed committed => committed.Entry.Revision,
                        CommitOutcome.AlreadyCommitted repeated => repeated.Revision,
                        var other => throw new InvalidOperationException($"{name}: {other}"),
                    };
                    Assert.True(acknowledged.TryAdd(revision, title), $"revision {revision} was given twice");
                    break;
                }
                catch (ApiException refusal) when (refusal.Reason == KosovoNato.Errors.V1.ErrorReason.StoreUnavailable)
                {
                    // Unknown outcome: retry the same request.
                }
            }
        }
    }
}
