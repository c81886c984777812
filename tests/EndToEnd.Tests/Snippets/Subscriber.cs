using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>A subscriber that runs, in this process or as one of its own, and the lines that it has written.</summary>
sealed class Subscriber : IAsyncDisposable
{
    readonly ConcurrentQueue<string> lines = new();
    readonly ConcurrentQueue<string> errors = new();
    readonly CancellationTokenSource end = new();
    readonly Process? process;
    readonly Task running;

    Subscriber(Func<TextWriter, CancellationToken, Task> run) => running = run(new Lines(lines), end.Token);

    Subscriber(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(lines, line.Data);
        process.ErrorDataReceived += (_, line) => Note(errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        running = process.WaitForExitAsync();
    }

    public IReadOnlyList<string> Written => [.. lines];

    public static Subscriber Here(Func<TextWriter, CancellationToken, Task> run) => new(run);

    public static Subscriber Program(
        string interpreter, string program, string[] arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(interpreter, [program, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(start);
    }

    /// <summary>Waits until it has written a line, ignoring case.</summary>
    public Task WroteAsync(string expected) =>
        WroteAsync(line => line.Equals(expected, StringComparison.OrdinalIgnoreCase), expected);

    /// <summary>Waits until it has written such a line, and returns it.</summary>
    public async Task<string> WroteAsync(
        Func<string, bool> isExpected, [CallerArgumentExpression(nameof(isExpected))] string expected = "", double seconds = 30)
    {
        await Eventually.True(() => running.IsCompleted || Written.Any(isExpected), seconds, expected);
        Assert.False(running.IsCompleted, $"It ended: {string.Join('\n', errors)} {running.Exception}");
        return Written.First(isExpected);
    }

    /// <summary>Waits until it has ended without a failure.</summary>
    public async Task EndedAsync()
    {
        await running.WithinAsync(30);
        Assert.True(process?.ExitCode is null or 0, string.Join('\n', errors));
    }

    /// <summary>Kills it.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
        }

        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).WithinAsync(20);
        process?.Dispose();
    }

    static void Note(ConcurrentQueue<string> notes, string? line)
    {
        if (line is not null)
        {
            notes.Enqueue(line);
        }
    }

    sealed class Lines(ConcurrentQueue<string> lines) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void WriteLine(string? value) => Note(lines, value);
    }
}
