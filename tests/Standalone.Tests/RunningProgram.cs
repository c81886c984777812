using System.CommandLine;
using System.Diagnostics;

namespace KosovoNato.Standalone.Tests;

/// <summary>The program as a user starts it, on free ports.</summary>
sealed class RunningProgram : IDisposable
{
    const string LastLine = "ready ";
    static readonly string[] PortOptions = ["--grpc-port", "--http-port"];
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    readonly Process process;
    readonly Task<string> errors;

    RunningProgram(Process process) => (this.process, errors) = (process, process.StandardError.ReadToEndAsync(Cancelled));

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // With SIGINT enabled, as in a terminal: a background job of a shell would inherit that the signal is ignored.
    public static RunningProgram Start(
        TemporaryDirectory folder, string[]? more = null, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(
            "env", ["--default-signal=INT", "dotnet", typeof(EmbeddedStore).Assembly.Location, .. Arguments(folder, more ?? [])])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Arguments for free ports, unless <paramref name="more"/> sets others.</summary>
    public static string[] Arguments(TemporaryDirectory folder, params string[] more) =>
        ["--data", folder.Path, .. PortOptions.Except(more).SelectMany(option => new[] { option, "0" }), .. more];

    /// <summary>The output of the program until it is ready.</summary>
    public Task<string> Summary() => OutputUntil(LastLine);

    /// <summary>The output until the program was ready, or null if it ended before.</summary>
    public static Task<string?> OutputUntilReady(TextReader output) => OutputUntil(output, LastLine);

    /// <summary>The output of the program with <c>--output json</c>, as soon as it is ready.</summary>
    public async Task<string> Line() =>
        await process.StandardOutput.ReadLineAsync(Cancelled).AsTask().WaitAsync(Limit, Cancelled) ?? throw new InvalidOperationException(
            $"It ended too early: {await errors}");

    /// <summary>The rest of the output, after the program has ended.</summary>
    public Task<string> Rest() => process.StandardOutput.ReadToEndAsync(Cancelled);

    /// <summary>The store process of the program.</summary>
    public async Task<Process> Store()
    {
        var line = await OutputUntil("store ");
        return Process.GetProcessById(int.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Kill() => process.Kill();

    public async Task Send(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        await kill.WaitForExitAsync(Cancelled);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the program to end.</summary>
    public async Task<ProgramEnd> End(TimeSpan? limit = null)
    {
        await process.WaitForExitAsync(Cancelled).WaitAsync(limit ?? Limit, Cancelled);
        return new(process.ExitCode, (await errors).TrimEnd().Split('\n'));
    }

    public void Dispose()
    {
        process.Kill(); // no effect if it has ended
        process.WaitForExit();
        process.Dispose();
    }

    async Task<string> OutputUntil(string beginning) =>
        await OutputUntil(process.StandardOutput, beginning) ?? throw new InvalidOperationException($"It ended too early: {await errors}");

    static async Task<string?> OutputUntil(TextReader output, string beginning)
    {
        var lines = new List<string>();
        while (await output.ReadLineAsync(Cancelled).AsTask().WaitAsync(Limit, Cancelled) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith(beginning, StringComparison.Ordinal))
                return string.Join('\n', lines);
        }
        return null;
    }
}

/// <summary>The result of a run. On a busy machine, warnings may precede the error message.</summary>
sealed record ProgramEnd(int ExitCode, IReadOnlyList<string> Errors)
{
    public string Sentence => Errors[^1];

    /// <summary>Runs the program to its end in the test process, for starts that fail.</summary>
    public static async Task<ProgramEnd> OfAsync(params string[] args)
    {
        using var errors = new StringWriter();
        var invocation = new InvocationConfiguration { Output = TextWriter.Null, Error = errors, ProcessTerminationTimeout = null };
        var code = await new StandaloneCommand().RunAsync(args, invocation, TestContext.Current.CancellationToken);
        return new(code, errors.ToString().TrimEnd().Split('\n'));
    }

    public void AssertOrderly()
    {
        Assert.Equal(0, ExitCode);
        Assert.DoesNotContain(
            Errors, line => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal));
    }
}
