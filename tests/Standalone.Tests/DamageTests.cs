using System.Globalization;

namespace KosovoNato.Standalone.Tests;

/// <param name="written">The data of a store that ended in order, with <see cref="WrittenStore.Revisions"/>.</param>
public sealed class DamageTests(WrittenStore written) : IClassFixture<WrittenStore>
{
    const string Log = "AOF/aof.log.0";

    static readonly Dictionary<string, Action<TemporaryDirectory>> Damages = new()
    {
        ["shortened"] = folder => Change(folder, bytes => bytes[..(bytes.Length / 2)]),
        ["emptied"] = folder => Change(folder, _ => []),
        ["zeroed in the middle"] = folder => Change(folder, bytes => { bytes.AsSpan(bytes.Length / 2, 4096).Clear(); return bytes; }),
        ["one byte changed in a value"] = folder =>
            Change(folder, bytes => { bytes[bytes.AsSpan().IndexOf("xxxx"u8) + 100] = (byte)'y'; return bytes; }),
        ["replaced by text"] = folder => Change(folder, _ => "hello"u8.ToArray()),
        ["removed"] = folder => File.Delete(folder.File(Log)),
        ["folder removed"] = folder => Directory.Delete(folder.File("AOF"), recursive: true),
        ["seal removed"] = folder => File.Delete(folder.File("seal")),
        ["seal unreadable"] = folder => File.WriteAllText(folder.File("seal"), "?"),
    };

    // A shortened file, a changed file, a missing file, and a missing seal: a different check finds each.
    static readonly string[] Foremost = ["shortened", "one byte changed in a value", "removed", "seal removed"];

    public static TheoryData<string> Kinds =>
        [.. Damages.Keys.Select(kind => new TheoryDataRow<string>(kind) { Explicit = !Foremost.Contains(kind) })];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Corrupted_data_is_rejected_and_left_unchanged(string kind)
    {
        using var folder = written.Copy();
        Damages[kind](folder);
        var damaged = folder.Content();

        await Refused(folder);

        Assert.Equal(damaged, folder.Content());
    }

    [Fact]
    public async Task Data_that_was_sealed_before_a_crash_is_checked_after_it()
    {
        using var folder = new TemporaryDirectory();
        await using (var store = await EmbeddedStore.StartAsync(folder.Options, TestContext.Current.CancellationToken))
        await using (var writer = await Writer.ConnectAsync(store))
        {
            await writer.WriteUpTo(WrittenStore.Revisions);
            await SealedAtLeast(folder, WrittenStore.Revisions * 500);
            await store.KillAsync();
        }
        Change(folder, bytes => bytes[..(bytes.Length / 2)]);

        await Refused(folder);
    }

    [Fact]
    public async Task A_write_cut_off_by_a_power_failure_is_dropped_and_the_store_starts()
    {
        using var folder = written.Copy();
        using (var log = new FileStream(folder.File(Log), FileMode.Append))
            log.Write(new byte[700]);

        await using var next = await EmbeddedStore.StartAsync(folder.Options, TestContext.Current.CancellationToken);
        await using var reader = await Writer.ConnectAsync(next);
        Assert.Equal(WrittenStore.Revisions, await reader.WholeUpTo());
    }

    static async Task Refused(TemporaryDirectory folder)
    {
        var refusal = await Assert.ThrowsAsync<EmbeddedStoreException>(
            () => EmbeddedStore.StartAsync(folder.Options, TestContext.Current.CancellationToken));
        Assert.Equal(65, refusal.ExitCode);
        Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
    }

    static async Task SealedAtLeast(TemporaryDirectory folder, long bytes)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        using var retry = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (long.Parse(File.ReadAllText(folder.File("seal")).Split(' ')[1], CultureInfo.InvariantCulture) < bytes)
            await retry.WaitForNextTickAsync(limit.Token);
    }

    static void Change(TemporaryDirectory folder, Func<byte[], byte[]> change) =>
        File.WriteAllBytes(folder.File(Log), change(File.ReadAllBytes(folder.File(Log))));
}
