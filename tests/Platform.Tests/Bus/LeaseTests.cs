using KosovoNato.Replication.Publishing;
using KosovoNato.Storage;
using KosovoNato.Storage.Leases;
using KosovoNato.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>One publishes at a time, and who lost the right to can do no harm.</summary>
public sealed class LeaseTests(SharedStores stores)
{
    static readonly RelayPosition Seven = new(new string('a', 32), 7);

    readonly string prefix = StoreServer.FreshPrefix();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<StoreBackend> Backends => [StoreBackend.Redis, StoreBackend.Embedded];

    [Theory, MemberData(nameof(Backends))]
    public async Task Only_one_has_the_right_until_it_gives_it_up(StoreBackend backend)
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
    public async Task Who_slept_until_another_took_over_cannot_move_the_position(StoreBackend backend)
    {
        await using var first = await OpenAsync(backend, TimeSpan.FromSeconds(2));
        await using var second = await OpenAsync(backend);
        var asleep = await first.Lease.AcquireAsync(Cancelled);
        await first.Lease.SaveAsync(asleep!, Seven, Cancelled);

        RelayLease.LeaseGrant? taken = null;
        await Eventually.True(async () => (taken = await second.Lease.AcquireAsync(Cancelled)) is not null);
        Assert.Equal(Seven, taken!.Position);
        await second.Lease.SaveAsync(taken, Seven with { Revision = 12 }, Cancelled);

        Assert.Null(await first.Lease.SaveAsync(asleep!, Seven with { Revision = 9 }, Cancelled));
        Assert.Null(await first.Lease.RenewAsync(asleep!, Cancelled));
        await first.Lease.ReleaseAsync(asleep!, Cancelled);
        Assert.Null(await first.Lease.AcquireAsync(Cancelled));
        Assert.Equal(12, (await second.Lease.PositionAsync(Cancelled)).Revision);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_right_that_ran_out_is_still_its_holders_until_somebody_takes_it(StoreBackend backend)
    {
        await using var first = await OpenAsync(backend, TimeSpan.FromSeconds(2));
        var held = await first.Lease.AcquireAsync(Cancelled);
        await Eventually.True(() => first.Lease.RemainingTime(held!) < TimeSpan.Zero);
        Assert.Equal(1, (await first.Lease.RenewAsync(held!, Cancelled))!.FencingToken);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Who_did_not_hear_that_it_has_the_right_can_take_it_again(StoreBackend backend)
    {
        await using var first = await OpenAsync(backend);
        var unheard = await first.Lease.AcquireAsync(Cancelled);
        var heard = await first.Lease.AcquireAsync(Cancelled);
        Assert.Equal((1, 2), (unheard!.FencingToken, heard!.FencingToken));
        Assert.Null(await first.Lease.SaveAsync(unheard, Seven, Cancelled));
        Assert.Equal(Seven, (await first.Lease.SaveAsync(heard, Seven, Cancelled))!.Position);
    }

    [Fact]
    public async Task A_holder_is_told_before_its_right_runs_out_when_the_store_does_not_answer()
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

    async Task<Holder> OpenAsync(StoreBackend backend, TimeSpan? duration = null) => Open((await stores.Of(backend)).Configuration, duration);

    Holder Open(string configuration, TimeSpan? duration)
    {
        var store = new StoreConnection(
            Recognitions.RecognitionsModule.Schema, Options.Create(new StoreOptions { Configuration = configuration, KeyPrefix = prefix }), NullLogger<StoreConnection>.Instance);
        return new(store, new RelayLease(store, duration ?? TimeSpan.FromMinutes(1), TimeProvider.System));
    }

    sealed record Holder(StoreConnection Store, RelayLease Lease) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }
}
