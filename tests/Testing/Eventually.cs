using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>Waits for a condition instead of a fixed delay: as fast as the system allows, and bounded.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Polls until the condition is true. An exception in the condition ends the wait and fails the test.</summary>
    public static Task True(
        Func<bool> condition, double seconds = 10, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        True(() => Task.FromResult(condition()), seconds, what);

    /// <inheritdoc cref="True(Func{bool}, double, string)"/>
    public static async Task True(
        Func<Task<bool>> condition, double seconds = 10, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = seconds - Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (left <= 0)
            {
                Assert.Fail($"Not true within {seconds} s: {what}");
            }

            if (await condition().WithinAsync(left, what))
            {
                return;
            }

            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }
}
