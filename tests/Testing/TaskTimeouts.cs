using System.Runtime.CompilerServices;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>Time limits for the awaits of a test: every wait for another process or thread needs one.</summary>
public static class TaskTimeouts
{
    /// <summary>Waits for a task, and fails with its source text if it takes longer than <paramref name="seconds"/>.</summary>
    public static async Task WithinAsync(
        this Task task, double seconds, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        // Compare by time, not by TimeoutException: the task may fail with a TimeoutException of its own, which must reach the test.
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var limit = Task.Delay(TimeSpan.FromSeconds(seconds), rest.Token);
        if (await Task.WhenAny(task, limit) == task)
        {
            await rest.CancelAsync();
            await task;
            return;
        }

        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        Assert.Fail($"Not finished within {seconds} s: {what}");
    }

    /// <inheritdoc cref="WithinAsync(Task, double, string)"/>
    public static async Task<T> WithinAsync<T>(
        this Task<T> task, double seconds, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await WithinAsync((Task)task, seconds, what);
        return await task;
    }

    /// <inheritdoc cref="WithinAsync(Task, double, string)"/>
    public static Task WithinAsync(
        this ValueTask task, double seconds, [CallerArgumentExpression(nameof(task))] string what = "") =>
        task.AsTask().WithinAsync(seconds, what);

    /// <inheritdoc cref="WithinAsync(Task, double, string)"/>
    public static Task<T> WithinAsync<T>(
        this ValueTask<T> task, double seconds, [CallerArgumentExpression(nameof(task))] string what = "") =>
        task.AsTask().WithinAsync(seconds, what);
}
