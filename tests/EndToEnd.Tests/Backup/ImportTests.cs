using System.Diagnostics;
using System.Text;
using Grpc.Core;
using KosovoNato.Backup;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>Invalid imports are rejected and leave the store unchanged.</summary>
public sealed class ImportTests(SharedStores stores, StoreFixture grown)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_backup_is_rejected_and_leaves_nothing_in_the_store()
    {
        var backup = grown.BackupOf(10);
        var lines = Encoding.UTF8.GetString(backup).Split('\n');
        var cases = new (string What, string Told, byte[] Backup)[]
        {
            ("empty", "its end is missing", []),
            ("cut inside of a line", "its end is missing", backup[..(backup.Length / 2)]),
            ("cut after a line", "its end is missing", Bytes(lines[..8], true)),
            ("without its last newline", "its end is missing", backup[..^1]),
            ("a line lost", "expected revision 5", Bytes([.. lines[..5], .. lines[6..]])),
            ("two lines exchanged", "expected revision 3", Bytes([.. lines[..3], lines[4], lines[3], .. lines[5..]])),
            ("a title edited", "another line count or checksum", Bytes(
                [.. lines[..^3], lines[^3].Replace("title 9", "title 8", StringComparison.Ordinal), .. lines[^2..]])),
            ("a title edited, early", "another line count or checksum", Edited(lines, "title 1\"", "title 0\"")),
            ("the number of lines edited", "another line count or checksum", Edited(lines, "\"lines\":\"11\"", "\"lines\":\"12\"")),
            ("something after it", "after the end", [.. backup, .. "{}\n"u8]),
            ("a line that is no JSON", "Line 4 is corrupted", Bytes([.. lines[..3], lines[3][1..], .. lines[4..]])),
            ("an unknown field in a resource", "Line 2 is corrupted", Edited(lines, "\"title\":", "\"titel\":")),
            ("no backup", "This is not a backup", "{\"name\":\"states/AL\"}\n"u8.ToArray()),
            ("not even JSON", "This is not a backup", "REDIS0011\n"u8.ToArray()),
            ("of another service", "a backup of milestones, not of recognitions", Edited(
                lines, "\"service\":\"recognitions\"", "\"service\":\"milestones\"")),
            ("of a newer format", "format 2, and this release reads up to 1", Edited(lines, "\"version\":1", "\"version\":2")),
            ("a head that does not fit", "first line of this backup is corrupted", Edited(lines, "\"head\":10", "\"head\":9")),
        };
        foreach (var (what, told, damaged) in cases)
        {
            var target = await ProgramAsync();
            var ran = await target.TryImportAsync(damaged);
            Assert.True(ran.Code == ExitCodes.Rejected && ran.Messages.Contains(told, StringComparison.Ordinal), $"{what}: {ran.Messages}");
            Assert.Empty(await StoredHash.KeysAsync(target));
            // The store is still empty.
            await target.ImportAsync(backup);
        }
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_store_that_is_not_empty_is_left_unchanged(StoreBackend backend)
    {
        var backup = grown.BackupOf(10);
        var target = await ProgramAsync(backend);
        await target.ImportAsync(grown.BackupOf(30));
        var before = await StoredHash.OfAsync(target);
        var ran = await target.TryImportAsync(backup);
        Assert.Equal(ExitCodes.Rejected, ran.Code);
        Assert.Contains("is not empty", ran.Messages, StringComparison.Ordinal);
        Assert.Equal(before, await StoredHash.OfAsync(target));
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task One_of_many_concurrent_imports_succeeds_completely(StoreBackend backend)
    {
        int[] heads = [10, 30, 50];
        var target = await ProgramAsync(backend);
        var ran = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => target.TryImportAsync(grown.BackupOf(heads[i % 3]))));
        var winner = Assert.Single(ran, one => one.Code == ExitCodes.Success);
        Assert.All(ran.Where(one => one != winner), one => Assert.Contains("is not empty", one.Messages, StringComparison.Ordinal));
        var head = heads[Array.IndexOf(ran, winner) % 3];
        var fields = await StoredHash.OfAsync(target);
        Assert.Equal(head, fields.Keys.Count(key => char.IsAsciiDigit(key[0])));
        Assert.Equal([target.KeyOf("recognitions")], await StoredHash.KeysAsync(target));
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_write_of_a_service_during_an_import_precedes_or_follows_the_whole_backup(StoreBackend backend)
    {
        var backup = grown.BackupOf(200);
        var target = await ProgramAsync(backend);
        await using var service = await RunningRecognitions.StartAsync(target);
        var importing = target.TryImportAsync(backup);
        var writing = WriteAsync(service, TestRequests.Register("during"));
        var ran = await importing;
        var revision = await writing;
        // The service's own write was committed before the import or after the whole backup.
        Assert.Equal(ran.Code == ExitCodes.Success ? 201 : 1, revision);
        Assert.Equal("sources/during", (await service.Rpc.GetSourceAsync(new() { Name = "sources/during" })).Source.Name);
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task A_killed_import_leaves_an_empty_store(StoreBackend backend)
    {
        var backup = grown.BackupOf(50);
        var target = await ProgramAsync(backend);
        using (var process = Start(target))
        {
            // Most of the backup is written, and the rest never arrives.
            await process.StandardInput.BaseStream.WriteAsync(backup.AsMemory(0, backup.Length / 2), Cancelled);
            await process.StandardInput.BaseStream.FlushAsync(Cancelled);
            await Eventually.True(async () => (await StoredHash.KeysAsync(target)).Count > 0, seconds: 30);
            process.Kill();
            await process.WaitForExitAsync(Cancelled);
        }

        Assert.DoesNotContain(target.KeyOf("recognitions"), await StoredHash.KeysAsync(target));
        await target.ImportAsync(backup);
        Assert.Equal(50, (await StoredHash.OfAsync(target)).Keys.Count(key => char.IsAsciiDigit(key[0])));
    }

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task Imported_data_is_on_disk(StoreBackend backend)
    {
        await using var server = await StoreServer.StartAsync(backend, Cancelled);
        var whole = new BackupProgram(server.Configuration, StoreServer.FreshPrefix());
        var state = whole with { Prefix = StoreServer.FreshPrefix() };
        await whole.ImportAsync(grown.BackupOf(30));
        await state.ImportAsync(await grown.Program.ExportAsync(at: 15));
        var before = (await StoredHash.OfAsync(whole), await StoredHash.OfAsync(state));

        await server.RestartAsync(Cancelled);
        Assert.Equal(before.Item1, await StoredHash.OfAsync(whole));
        Assert.Equal(before.Item2, await StoredHash.OfAsync(state));
        // The snapshot on disk can be exported again, with its resources.
        Assert.Equal(8, new Ran(0, await state.ExportAsync(), "").Lines.Skip(1).SkipLast(1).Count());
    }

    [Fact]
    public async Task Data_written_by_a_killed_import_expires_automatically()
    {
        var backup = grown.BackupOf(10);
        var target = await ProgramAsync();
        using var process = Start(target);
        await process.StandardInput.BaseStream.WriteAsync(backup.AsMemory(0, backup.Length / 2), Cancelled);
        await process.StandardInput.BaseStream.FlushAsync(Cancelled);
        await Eventually.True(async () => (await StoredHash.KeysAsync(target)).Count > 0, seconds: 30);
        process.Kill();
        await process.WaitForExitAsync(Cancelled);
        await using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(target.Configuration);
        foreach (var key in await StoredHash.KeysAsync(target))
        {
            Assert.True(await connection.GetDatabase().KeyTimeToLiveAsync(key) <= TimeSpan.FromMinutes(10), $"{key} stays");
        }
    }

    /// <summary>Writes once, however often the request is sent, by using the same request ID.</summary>
    static async Task<long> WriteAsync(RunningRecognitions service, RegisterSourceRequest request)
    {
        long revision = 0;
        await Eventually.True(async () =>
        {
            try
            {
                revision = (await service.Rpc.RegisterSourceAsync(request)).Revision.Number;
                return true;
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.Unavailable)
            {
                return false;
            }
        }, seconds: 20);
        return revision;
    }

    static Process Start(BackupProgram target)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "KosovoNato.Backup.dll"), "import", "--service", "recognitions", "--input",
                "-"])
        {
            RedirectStandardInput = true,
        };
        start.Environment["KOSOVONATO_Store__Configuration"] = target.Configuration;
        start.Environment["KOSOVONATO_Store__KeyPrefix"] = target.Prefix;
        return Process.Start(start)!;
    }

    async Task<BackupProgram> ProgramAsync(StoreBackend backend = StoreBackend.Redis) =>
        new((await stores.Of(backend)).Configuration, StoreServer.FreshPrefix());

    static byte[] Bytes(string[] lines, bool ended = false) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + (ended ? "\n" : ""));

    static byte[] Edited(string[] lines, string from, string to)
    {
        var index = Array.FindIndex(lines, line => line.Contains(from, StringComparison.Ordinal));
        Assert.True(index >= 0, $"No line has {from}.");
        return Bytes([.. lines[..index], lines[index].Replace(from, to, StringComparison.Ordinal), .. lines[(index + 1)..]]);
    }
}
