using System.Runtime.CompilerServices;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>Every await of a test on something that another process or thread must do gets a bound.</summary>
public static class Bound
{
    /// <summary>Waits for a task and fails with its source text when it takes longer than <paramref name="seconds"/>.</summary>
    public static async Task Within(
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

    /// <inheritdoc cref="Within(Task, double, string)"/>
    public static async Task<T> Within<T>(
        this Task<T> task, double seconds, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await Within((Task)task, seconds, what);
        return await task;
    }

    /// <inheritdoc cref="Within(Task, double, string)"/>
    public static Task Within(
        this ValueTask task, double seconds, [CallerArgumentExpression(nameof(task))] string what = "") =>
        task.AsTask().Within(seconds, what);

    /// <inheritdoc cref="Within(Task, double, string)"/>
    public static Task<T> Within<T>(
        this ValueTask<T> task, double seconds, [CallerArgumentExpression(nameof(task))] string what = "") =>
        task.AsTask().Within(seconds, what);
}
