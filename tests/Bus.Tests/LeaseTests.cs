using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Store;
using KosovoNato.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace KosovoNato.Bus.Tests;

/// <summary>One publishes at a time, and who lost the right to can do no harm.</summary>
public sealed class LeaseTests(SharedStores stores)
{
    static readonly RelayPosition Seven = new(new string('a', 32), 7);

    readonly string prefix = StoreServer.FreshPrefix();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<Backend> Backends => [Backend.Redis, Backend.Embedded];

    [Theory, MemberData(nameof(Backends))]
    public async Task Only_one_has_the_right_until_it_gives_it_up(Backend backend)
    {
        await using var first = await OpenAsync(backend);
        await using var second = await OpenAsync(backend);
        var held = await first.Lease.TakeAsync(Cancelled);
        Assert.Equal((1, RelayPosition.None), (held!.Epoch, held.Position));
        Assert.Null(await second.Lease.TakeAsync(Cancelled));

        held = await first.Lease.SaveAsync(held, Seven, Cancelled);
        Assert.Null(await second.Lease.TakeAsync(Cancelled));
        await first.Lease.GiveUpAsync(held!, Cancelled);

        var next = await second.Lease.TakeAsync(Cancelled);
        Assert.Equal((2, Seven), (next!.Epoch, next.Position));
        Assert.Null(await first.Lease.TakeAsync(Cancelled));
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Who_slept_until_another_took_over_cannot_move_the_position(Backend backend)
    {
        await using var first = await OpenAsync(backend, TimeSpan.FromSeconds(2));
        await using var second = await OpenAsync(backend);
        var asleep = await first.Lease.TakeAsync(Cancelled);
        await first.Lease.SaveAsync(asleep!, Seven, Cancelled);

        RelayLease.Held? taken = null;
        await Eventually.True(async () => (taken = await second.Lease.TakeAsync(Cancelled)) is not null);
        Assert.Equal(Seven, taken!.Position);
        await second.Lease.SaveAsync(taken, Seven with { Revision = 12 }, Cancelled);

        Assert.Null(await first.Lease.SaveAsync(asleep!, Seven with { Revision = 9 }, Cancelled));
        Assert.Null(await first.Lease.RenewAsync(asleep!, Cancelled));
        await first.Lease.GiveUpAsync(asleep!, Cancelled);
        Assert.Null(await first.Lease.TakeAsync(Cancelled));
        Assert.Equal(12, (await second.Lease.PositionAsync(Cancelled)).Revision);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task A_right_that_ran_out_is_still_its_holders_until_somebody_takes_it(Backend backend)
    {
        await using var first = await OpenAsync(backend, TimeSpan.FromSeconds(2));
        var held = await first.Lease.TakeAsync(Cancelled);
        await Eventually.True(() => first.Lease.LeftOf(held!) < TimeSpan.Zero);
        Assert.Equal(1, (await first.Lease.RenewAsync(held!, Cancelled))!.Epoch);
    }

    [Theory, MemberData(nameof(Backends))]
    public async Task Who_did_not_hear_that_it_has_the_right_can_take_it_again(Backend backend)
    {
        await using var first = await OpenAsync(backend);
        var unheard = await first.Lease.TakeAsync(Cancelled);
        var heard = await first.Lease.TakeAsync(Cancelled);
        Assert.Equal((1, 2), (unheard!.Epoch, heard!.Epoch));
        Assert.Null(await first.Lease.SaveAsync(unheard, Seven, Cancelled));
        Assert.Equal(Seven, (await first.Lease.SaveAsync(heard, Seven, Cancelled))!.Position);
    }

    [Fact]
    public async Task A_holder_is_told_before_its_right_runs_out_when_the_store_does_not_answer()
    {
        await using var proxy = TcpProxy.To((await stores.Of(Backend.Redis)).Configuration);
        await using var first = Open(proxy.Configuration, TimeSpan.FromSeconds(2));
        var held = await first.Lease.TakeAsync(Cancelled);
        using var right = new HeldRight(first.Lease, held!, TimeProvider.System, Cancelled);
        await Eventually.True(() => right.Held.AskedAt > held!.AskedAt);

        await proxy.CutAsync();
        await Eventually.True(() => right.Token.IsCancellationRequested);
        Assert.InRange(first.Lease.LeftOf(right.Held), TimeSpan.FromMilliseconds(-100), TimeSpan.FromMilliseconds(100));
        await right.EndAsync();
    }

    async Task<Holder> OpenAsync(Backend backend, TimeSpan? duration = null) => Open((await stores.Of(backend)).Configuration, duration);

    Holder Open(string configuration, TimeSpan? duration)
    {
        var store = new StoreConnection(
            Recognitions.RecognitionsModule.Schema, Options.Create(new StoreOptions { Configuration = configuration, Prefix = prefix }), NullLogger<StoreConnection>.Instance);
        var options = Options.Create(new Platform.Bus.BusOptions { Lease = duration ?? TimeSpan.FromMinutes(1) });
        return new(store, new RelayLease(store, options, TimeProvider.System));
    }

    sealed record Holder(StoreConnection Store, RelayLease Lease) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }
}
