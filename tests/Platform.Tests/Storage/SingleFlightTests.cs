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
    public async Task Concurrent_callers_share_one_run_and_later_callers_start_a_new_one()
    {
        var all = Enumerable.Range(0, 10).Select(_ => work.TryRunAsync("a", WorkAsync, TestContext.Current.CancellationToken)!).ToList();
        result.SetResult(7);
        Assert.All(await Task.WhenAll(all).WithinAsync(10), answer => Assert.Equal(7, answer));
        Assert.Equal(1, begun);
        Assert.Equal(7, await work.TryRunAsync("a", WorkAsync, TestContext.Current.CancellationToken)!.WithinAsync(10));
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task The_numbers_of_running_and_waiting_calls_are_limited()
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
    public async Task A_run_continues_when_one_caller_leaves_and_stops_when_the_last_one_leaves()
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
    public async Task A_caller_that_arrives_after_the_last_one_left_starts_a_new_run()
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
    public async Task A_run_that_takes_too_long_is_cancelled()
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
