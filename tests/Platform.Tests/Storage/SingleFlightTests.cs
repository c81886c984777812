using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.Extensions.Time.Testing;

namespace KosovoNato.Platform.Tests.Storage;

public sealed class SingleFlightTests : IDisposable
{
    readonly FakeTimeProvider time = new();
    readonly SingleFlight<string, int> work;
    readonly TaskCompletionSource<int> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int begun;

    public SingleFlightTests() => work = new(atOnce: 2, mostWaiting: 3, TimeSpan.FromSeconds(20), time);

    [Fact]
    public async Task It_is_done_once_for_all_who_ask_meanwhile_and_anew_afterwards()
    {
        var all = Enumerable.Range(0, 10).Select(_ => work.TryRunAsync("a", WorkAsync, TestContext.Current.CancellationToken)!).ToList();
        result.SetResult(7);
        Assert.All(await Task.WhenAll(all).WithinAsync(10), answer => Assert.Equal(7, answer));
        Assert.Equal(1, begun);
        Assert.Equal(7, await work.TryRunAsync("a", WorkAsync, TestContext.Current.CancellationToken)!.WithinAsync(10));
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task Only_so_many_are_under_way_and_only_so_many_wait()
    {
        var waiting = Enumerable.Range(0, 3).Select(i => work.TryRunAsync($"{i}", WorkAsync, TestContext.Current.CancellationToken)!)
            .ToList();
        await Eventually.True(() => Volatile.Read(ref begun) == 2);
        Assert.Null(work.TryRunAsync("d", WorkAsync, TestContext.Current.CancellationToken));
        result.SetResult(7);
        await Task.WhenAll(waiting).WithinAsync(10);
        Assert.Equal(3, begun);
        Assert.Equal(7, await work.TryRunAsync("d", WorkAsync, TestContext.Current.CancellationToken)!.WithinAsync(10));
    }

    [Fact]
    public async Task It_goes_on_when_one_caller_leaves_and_stops_when_the_last_does()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = work.TryRunAsync("a", WorkAsync, first.Token)!;
        var two = work.TryRunAsync("a", WorkAsync, second.Token)!;
        await Eventually.True(() => Volatile.Read(ref begun) == 1);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.WithinAsync(10));
        Assert.False(stopped.Task.IsCompleted);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two.WithinAsync(10));
        await stopped.Task.WithinAsync(10);
    }

    [Fact]
    public async Task Who_comes_after_the_last_has_left_begins_anew()
    {
        using var leaves = new CancellationTokenSource();
        var one = work.TryRunAsync("a", WorkAsync, leaves.Token)!;
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.WithinAsync(10));
        var two = work.TryRunAsync("a", WorkAsync, TestContext.Current.CancellationToken)!;
        result.SetResult(7);
        Assert.Equal(7, await two.WithinAsync(10));
    }

    [Fact]
    public async Task It_is_given_up_when_it_takes_too_long()
    {
        var one = work.TryRunAsync("a", WorkAsync, TestContext.Current.CancellationToken)!;
        await Eventually.True(() => Volatile.Read(ref begun) == 1);
        time.Advance(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.WithinAsync(10));
    }

    async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref begun);
        try
        {
            return await result.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            stopped.TrySetResult();
            throw;
        }
    }

    public void Dispose() => work.Dispose();
}
