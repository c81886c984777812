using KosovoNato.Replication.Publishing;
using KosovoNato.Storage;
using KosovoNato.Storage.Leases;
using KosovoNato.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>One instance publishes at a time, and an instance that lost its lease cannot do any harm.</summary>
public sealed class LeaseTests(SharedStores stores)
{
    static readonly RelayPosition Seven = Position(7);

    readonly string prefix = StoreServer.FreshPrefix();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<StoreBackend> Backends => [StoreBackend.Redis, StoreBackend.Embedded];

    [Theory, MemberData(nameof(Backends))]
    public async Task Only_one_instance_holds_the_lease_until_it_releases_it(StoreBackend backend)
    {
        await using var first = await OpenAsync(backend);
        await using var second = await OpenAsync(backend);
        var held = await first.Lease.AcquireAsync(Cancelled);
        Assert.Equal((1, RelayPosition.None), (held!.FencingToken, held.Position));
        Assert.Null(await second.Lease.AcquireAsync(Cancelled));

        held = await first.Lease.SaveAsync(held, Seven, Cancelled);
        Assert.Null(await second.Lease.AcquireAsync(Cancelled));
        await first.Lease.ReleaseAsync(held!, Cancelled);

        var next = await second.Lease.AcquireAsync(Cancelled);
        Assert.Equal((2, Seven), (next!.FencingToken, next.Position));
        Assert.Null(await first.Lease.AcquireAsync(Cancelled));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_holder_that_slept_until_another_took_over_cannot_save_a_position(StoreBackend backend)
    {
        await using var first = await OpenAsync(backend, TimeSpan.FromSeconds(2));
        await using var second = await OpenAsync(backend);
        var asleep = await first.Lease.AcquireAsync(Cancelled);
        await first.Lease.SaveAsync(asleep!, Seven, Cancelled);

        RelayLease.LeaseGrant? taken = null;
        await Eventually.True(async () => (taken = await second.Lease.AcquireAsync(Cancelled)) is not null);
        Assert.Equal(Seven, taken!.Position);
        await second.Lease.SaveAsync(taken, Position(12), Cancelled);

        Assert.Null(await first.Lease.SaveAsync(asleep!, Position(9), Cancelled));
        Assert.Null(await first.Lease.RenewAsync(asleep!, Cancelled));
        await first.Lease.ReleaseAsync(asleep!, Cancelled);
        Assert.Null(await first.Lease.AcquireAsync(Cancelled));
        Assert.Equal(12, (await second.Lease.PositionAsync(Cancelled)).Revision);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task An_expired_lease_still_belongs_to_its_holder_until_another_instance_acquires_it(StoreBackend backend)
    {
        await using var first = await OpenAsync(backend, TimeSpan.FromSeconds(2));
        var held = await first.Lease.AcquireAsync(Cancelled);
        await Eventually.True(() => first.Lease.RemainingTime(held!) < TimeSpan.Zero);
        Assert.Equal(1, (await first.Lease.RenewAsync(held!, Cancelled))!.FencingToken);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_holder_that_missed_the_response_to_its_acquisition_can_acquire_the_lease_again(StoreBackend backend)
    {
        await using var first = await OpenAsync(backend);
        var unheard = await first.Lease.AcquireAsync(Cancelled);
        var heard = await first.Lease.AcquireAsync(Cancelled);
        Assert.Equal((1, 2), (unheard!.FencingToken, heard!.FencingToken));
        Assert.Null(await first.Lease.SaveAsync(unheard, Seven, Cancelled));
        Assert.Equal(Seven, (await first.Lease.SaveAsync(heard, Seven, Cancelled))!.Position);
    }

    [Fact]
    public void A_position_is_read_as_it_was_saved()
    {
        Assert.Equal($"{new string('a', 32)}/7/42", Seven.ToString());
        Assert.Equal(Seven, RelayPosition.Parse(Seven.ToString()));
        Assert.Equal(RelayPosition.None, RelayPosition.Parse(RelayPosition.None.ToString()));
    }

    [Fact]
    public async Task A_holder_is_notified_before_its_lease_expires_if_the_store_does_not_respond()
    {
        await using var proxy = TcpProxy.To((await stores.Of(StoreBackend.Redis)).Configuration);
        await using var first = Open(proxy.Configuration, TimeSpan.FromSeconds(2));
        var held = await first.Lease.AcquireAsync(Cancelled);
        using var right = new RelayLeaseSession(first.Lease, held!, TimeProvider.System, Cancelled);
        await Eventually.True(() => right.Held.RequestedAt > held!.RequestedAt);

        await proxy.CutAsync();
        await Eventually.True(() => right.Token.IsCancellationRequested);
        Assert.InRange(first.Lease.RemainingTime(right.Held), TimeSpan.FromMilliseconds(-100), TimeSpan.FromMilliseconds(100));
        await right.ReleaseAsync();
    }

    [Fact]
    public async Task A_session_saves_no_position_and_ends_when_another_instance_has_taken_the_lease()
    {
        await using var first = await OpenAsync(StoreBackend.Redis);
        var held = await first.Lease.AcquireAsync(Cancelled);
        using var session = new RelayLeaseSession(first.Lease, held!, TimeProvider.System, Cancelled);
        await TakeFromAsync(held!);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.SaveAsync(Seven)).WithinAsync(10);
        Assert.True(session.Token.IsCancellationRequested);
        Assert.Equal(RelayPosition.None, await first.Lease.PositionAsync(Cancelled));
        await session.ReleaseAsync();
    }

    [Fact]
    public async Task A_session_ends_when_a_renewal_finds_the_lease_taken_and_not_only_when_the_lease_expires()
    {
        var clock = new SettableClock();
        await using var first = Open((await stores.Of(StoreBackend.Redis)).Configuration, TimeSpan.FromMinutes(1), clock);
        var held = await first.Lease.AcquireAsync(Cancelled);
        using var session = new RelayLeaseSession(first.Lease, held!, clock, Cancelled);
        await TakeFromAsync(held!);

        clock.Advance(TimeSpan.FromSeconds(20));
        await Eventually.True(() => session.Token.IsCancellationRequested);
        Assert.True(first.Lease.RemainingTime(session.Held) > TimeSpan.Zero);
        await session.ReleaseAsync();
    }

    static RelayPosition Position(long revision) => new(new(new string('a', 32), revision, new(42)));

    /// <summary>Leaves the store as it is after another instance has acquired the lease.</summary>
    async Task TakeFromAsync(RelayLease.LeaseGrant held)
    {
        var store = await stores.Of(StoreBackend.Redis);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(store.Configuration);
        HashEntry[] taken = [new("relay.holder", "another"), new("relay.epoch", held.FencingToken + 1)];
        await redis.GetDatabase().HashSetAsync($"{prefix}:recognitions", taken);
    }

    async Task<Holder> OpenAsync(StoreBackend backend, TimeSpan? duration = null) =>
        Open((await stores.Of(backend)).Configuration, duration);

    Holder Open(string configuration, TimeSpan? duration, TimeProvider? timeProvider = null)
    {
        var store = new StoreConnection(
            Recognitions.RecognitionsModule.Schema, Options.Create(new StoreOptions { Configuration = configuration, KeyPrefix = prefix }),
            NullLogger<StoreConnection>.Instance);
        return new(store, new RelayLease(store, duration ?? TimeSpan.FromMinutes(1), timeProvider ?? TimeProvider.System));
    }

    sealed record Holder(StoreConnection Store, RelayLease Lease) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }
}
