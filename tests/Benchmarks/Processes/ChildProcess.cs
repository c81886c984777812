using System.Diagnostics;
using System.Globalization;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>A process started for the measurement. It always ends with the measurement.</summary>
sealed class ChildProcess : IAsyncDisposable
{
    readonly Process process;
    readonly StreamWriter log;
    string lastLine = "no output";

    ChildProcess(Process process, StreamWriter log) => (this.process, this.log) = (process, log);

    /// <param name="output">Receives each line of the output, which also goes to the log file.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string logFile, Action<string>? output = null,
        params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(
            program, arguments)
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process, log);
        process.OutputDataReceived += (_, line) => Take(line.Data, output);
        process.ErrorDataReceived += (_, line) => Take(line.Data, null);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;

        void Take(string? line, Action<string>? to)
        {
            if (line is not null)
            {
                child.lastLine = line;
                lock (log)
                {
                    log.WriteLine(line);
                }

                to?.Invoke(line);
            }
        }
    }

    /// <summary>Starts this program as a helper.</summary>
    public static ChildProcess StartSelf(IEnumerable<string> arguments, string logFile, Action<string>? output = null) =>
        Start("dotnet", [typeof(ChildProcess).Assembly.Location, .. arguments], logFile, output);

    public Task WriteLineAsync(string line) => process.StandardInput.WriteLineAsync(line);

    public void ThrowIfExited(string what)
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"{what} ended with exit code {process.ExitCode}: {lastLine}");
        }
    }

    /// <summary>The CPU time used so far.</summary>
    public TimeSpan Used
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The current memory of the process, in bytes.</summary>
    public long Resident => FromStatus("VmRSS:");

    /// <summary>The peak memory of the process, in bytes.</summary>
    public long MostResident => FromStatus("VmHWM:");

    long FromStatus(string field) => 1024 * long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>Asks the process to stop, and waits until it has.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
        await log.DisposeAsync();
    }
}
