using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KosovoNato.Standalone.Tests;

public sealed partial class ParentDeathTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_parent_takes_the_server_with_it_and_the_next_start_succeeds_immediately()
    {
        using var folder = new TemporaryDirectory();
        using var parent = StartParent(folder);
        using var server = Process.GetProcessById(await ServerOf(parent));
        var gone = server.WaitForExitAsync(Cancelled);

        parent.Kill();

        await using (await EmbeddedStore.StartAsync(folder.Options, Cancelled)) // no delay in between
            await gone.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    [Fact(Explicit = true)]
    public async Task A_requested_stop_is_orderly_and_leaves_no_server()
    {
        using var folder = new TemporaryDirectory();
        using var parent = StartParent(folder);
        using var server = Process.GetProcessById(await ServerOf(parent));

        await Send("TERM", server.Id); // a stop of the whole process group also reaches the server, which waits for its parent
        await Send("INT", server.Id);
        await Send("TERM", parent.Id);

        await parent.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        Assert.Equal(0, parent.ExitCode);
        await server.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        Assert.DoesNotContain(
            "did not succeed", await File.ReadAllTextAsync(folder.File("server.log"), Cancelled), StringComparison.Ordinal);
    }

    [Fact(Explicit = true)]
    public async Task A_second_parent_ends_with_one_sentence_and_the_exit_code()
    {
        using var folder = new TemporaryDirectory();
        await using var store = await EmbeddedStore.StartAsync(folder.Options, Cancelled);

        using var second = StartParent(folder);
        var error = await second.StandardError.ReadToEndAsync(Cancelled);
        await second.WaitForExitAsync(Cancelled);

        Assert.Equal(75, second.ExitCode);
        Assert.Equal(
            $"Another process is using the data directory {folder.Path}. Stop it first, or choose another directory.", error.Trim());
    }

    static Process StartParent(TemporaryDirectory folder) => Process.Start(new ProcessStartInfo("dotnet",
        [typeof(EmbeddedStore).Assembly.Location, "--data", folder.Path, "--grpc-port", "0", "--http-port", "0"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    static async Task<int> ServerOf(Process parent)
    {
        while (await parent.StandardOutput.ReadLineAsync(Cancelled) is { } line)
        {
            if (ServerProcessId().Match(line) is { Success: true } match)
                return int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        throw new InvalidOperationException($"The parent ended without a store: {await parent.StandardError.ReadToEndAsync(Cancelled)}");
    }

    static async Task Send(string signal, int processId)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{processId}"]);
        await kill.WaitForExitAsync(Cancelled);
        Assert.Equal(0, kill.ExitCode);
    }

    [GeneratedRegex("^store .* process ([0-9]+)")]
    private static partial Regex ServerProcessId();
}
