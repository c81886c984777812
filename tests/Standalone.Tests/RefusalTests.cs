using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KosovoNato.Standalone.Tests;

public sealed class RefusalTests
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_store_on_the_same_folder_is_rejected_and_the_first_continues()
    {
        using var folder = new TemporaryDirectory();
        await using var first = await EmbeddedStore.StartAsync(folder.Options, Cancelled);

        var refusal = await Refused(folder.Options);

        Assert.Equal(75, refusal.ExitCode);
        Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
        await using var writer = await Writer.ConnectAsync(first);
        await writer.Write(1);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var folder = new TemporaryDirectory();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refusal = await Refused(folder.Options with { Port = port });

        Assert.Equal(76, refusal.ExitCode);
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_for_a_missing_server_says_how_to_install_it()
    {
        using var folder = new TemporaryDirectory();

        var refusal = await Refused(folder.Options with { ServerPath = folder.File("GarnetServer.dll") });

        Assert.Equal(72, refusal.ExitCode);
        Assert.Contains("dotnet restore", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder_is_rejected_and_left_unchanged()
    {
        using var folder = new TemporaryDirectory();
        var file = folder.File("store");
        await File.WriteAllTextAsync(file, "someone's notes", Cancelled);

        var refusal = await Refused(folder.Options with { DataDirectory = file });

        Assert.Equal(73, refusal.ExitCode);
        Assert.Equal("someone's notes", await File.ReadAllTextAsync(file, Cancelled));
    }

    [Fact(Explicit = true)]
    public async Task A_full_disk_is_detected_at_startup()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        using var folder = new TemporaryDirectory();
        await AofSeal.VerifyAsync(folder.Path, Cancelled); // a store without data
        Directory.CreateDirectory(folder.File("AOF"));
        File.CreateSymbolicLink(folder.File("AOF/aof.log.0"), "/dev/full");

        var refusal = await Refused(folder.Options);

        Assert.Equal(73, refusal.ExitCode);
        Assert.Contains("No space left on device", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_output_of_a_server_that_dies_at_startup_is_quoted_and_the_folder_is_released()
    {
        using var folder = new TemporaryDirectory();
        var broken = folder.File("GarnetServer.dll");
        await File.WriteAllTextAsync(broken, "not a program", Cancelled);

        var refusal = await Refused(folder.Options with { ServerPath = broken });

        Assert.Equal(69, refusal.ExitCode);
        Assert.Contains("Last lines: ", refusal.Message, StringComparison.Ordinal);
        await using var next = await EmbeddedStore.StartAsync(folder.Options, Cancelled);
    }

    [Fact(Explicit = true)]
    public async Task A_startup_that_times_out_leaves_no_server_behind()
    {
        using var folder = new TemporaryDirectory();
        await using var held = DirectoryLock.TryTake(folder.File("server.lock")); // like a hanging server of an earlier run

        var refusal = await Refused(folder.Options with { StartTimeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(69, refusal.ExitCode);
        Assert.Contains("within 1 s", refusal.Message, StringComparison.Ordinal);
        await held!.DisposeAsync();
        await using var next = await EmbeddedStore.StartAsync(folder.Options, Cancelled);
    }

    [Theory]
    [InlineData("", 0, "256m", 30)]
    [InlineData("data", -1, "256m", 30)]
    [InlineData("data", 65536, "256m", 30)]
    [InlineData("data", 0, "63m", 30)]
    [InlineData("data", 0, "256", 30)]
    [InlineData("data", 0, "256m --other", 30)]
    [InlineData("data", 0, "256m", 0)]
    public async Task Invalid_settings_stop_the_start(string directory, int port, string memory, int seconds)
    {
        var refusal = await Refused(new()
        {
            DataDirectory = directory,
            Port = port,
            Memory = memory,
            StartTimeout = TimeSpan.FromSeconds(seconds),
        });

        Assert.Equal(64, refusal.ExitCode);
    }

    static Task<EmbeddedStoreException> Refused(EmbeddedStoreOptions options) =>
        Assert.ThrowsAsync<EmbeddedStoreException>(() => EmbeddedStore.StartAsync(options, Cancelled));
}
