using System.Runtime.CompilerServices;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>Every await of a test on something that another process or thread must do gets a bound.</summary>
public static class TaskTimeouts
{
    /// <summary>Waits for a task and fails with its source text when it takes longer than <paramref name="seconds"/>.</summary>
    public static async Task WithinAsync(
        this Task task, double seconds, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        // Looked at by time, not by TimeoutException: the task may fail with one of its own, which must come through.
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
