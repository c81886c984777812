using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;
using Xunit;

namespace KosovoNato.Testing;

/// <summary>A Redis server or sentinel of a <see cref="ReplicatedStore"/>: a process with a fixed port and a folder for its data.</summary>
public sealed class RedisProcess(DirectoryInfo folder) : IAsyncDisposable
{
    readonly string configuration = Path.Combine(folder.FullName, "redis.conf");
    string[] arguments = [];
    Process? process;
    bool suspended;

    public int Port { get; } = FreePort.Next();

    /// <summary>Whether the process runs and is not suspended.</summary>
    public bool IsAnswering => process is { HasExited: false } && !suspended;

    /// <summary>Starts the process with the data that it had, and returns when it responds.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        process = Process.Start("redis-server", [configuration, .. arguments]);
        var started = process;
        await Eventually.True(async () =>
        {
            if (started.HasExited)
            {
                Assert.Fail(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "redis.log"), cancellationToken));
            }

            return await IsReadyAsync();
        }, seconds: 60);
    }

    /// <summary>Kills the process with SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (process is { } killed)
        {
            killed.Kill();
            await killed.WaitForExitAsync();
            killed.Dispose();
            (process, suspended) = (null, false);
        }
    }

    /// <summary>Suspends the process with SIGSTOP: its connections stay open and nothing answers.</summary>
    public Task SuspendAsync() => SignalAsync("-STOP", suspends: true);

    public Task ResumeAsync() => SignalAsync("-CONT", suspends: false);

    /// <summary>Connects to this process alone.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync()
    {
        var options = ConfigurationOptions.Parse($"127.0.0.1:{Port},allowAdmin=true,tiebreaker=,configChannel=");
        if (arguments.Length > 0)
        {
            options.CommandMap = CommandMap.Sentinel;
        }
        else
        {
            (options.User, options.Password) = ("service", "any");
        }

        return ConnectionMultiplexer.ConnectAsync(options);
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    /// <summary>Writes the configuration file, which Redis itself rewrites when the roles change.</summary>
    internal void Configure(IEnumerable<string> lines, params string[] startArguments)
    {
        arguments = startArguments;
        var log = Path.Combine(folder.FullName, "redis.log");
        File.WriteAllLines(configuration, [$"port {Port}", "bind 127.0.0.1", $"dir {folder.FullName}", $"logfile {log}", .. lines]);
    }

    async Task<bool> IsReadyAsync()
    {
        try
        {
            await using var connection = await ConnectAsync();
            await connection.GetServers()[0].PingAsync();
            return true;
        }
        catch (RedisException)
        {
            // It has not opened its port, or still loads its data.
            return false;
        }
    }

    async Task SignalAsync(string signal, bool suspends)
    {
        using var kill = Process.Start("kill", [signal, process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        suspended = suspends;
    }
}
