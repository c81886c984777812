using Xunit.Sdk;

namespace KosovoNato.Testing.Tests;

public sealed class TaskTimeoutsTests
{
    [Fact]
    public async Task A_task_that_ends_in_time_returns_its_value_or_its_own_failure()
    {
        Assert.Equal(7, await Task.FromResult(7).WithinAsync(1));
        var own = await Assert.ThrowsAsync<TimeoutException>(() => Task.FromException<int>(new TimeoutException("its own")).WithinAsync(1));
        Assert.Equal("its own", own.Message);
    }

    [Fact]
    public async Task A_task_that_never_ends_fails_with_its_source_text()
    {
        var never = new TaskCompletionSource();
        var failure = await Assert.ThrowsAsync<FailException>(() => never.Task.WithinAsync(0.05));
        Assert.Contains("never.Task", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_is_polled_until_it_holds()
    {
        var calls = 0;
        await Eventually.True(() => ++calls == 3);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_condition_that_never_holds_or_never_completes_fails_in_time()
    {
        var holds = false;
        var failure = await Assert.ThrowsAsync<FailException>(() => Eventually.True(() => holds, seconds: 0.05));
        Assert.Contains("holds", failure.Message, StringComparison.Ordinal);

        var never = new TaskCompletionSource<bool>();
        await Assert.ThrowsAsync<FailException>(() => Eventually.True(() => never.Task, seconds: 0.05));
    }
}
