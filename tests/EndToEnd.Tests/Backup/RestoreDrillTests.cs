using System.Text;
using KosovoNato.Backup;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>A drill succeeds only if the newest backup can be restored.</summary>
public sealed class RestoreDrillTests(SharedStores stores, StoreFixture grown)
{
    const string Old = "recognitions-20200101T000000Z.ndjson";
    const string New = "recognitions-20200102T000000Z.ndjson";

    [Fact]
    public async Task A_drill_restores_the_newest_backup_and_reports_its_counts()
    {
        using var folder = new TemporaryDirectory();
        Write(folder, Old, grown.BackupOf(10));
        Write(folder, New, grown.BackupOf(30));
        var ran = await (await EmptyAsync()).SucceedAsync(Line(folder));
        Assert.Contains("Restored recognitions with all revisions up to 30, from", ran.Messages, StringComparison.Ordinal);
        Assert.Contains("The store and the backup have the same counts.", ran.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_restores_the_backup_of_a_snapshot()
    {
        using var folder = new TemporaryDirectory();
        Write(folder, New, await grown.Program.ExportAsync(at: 30));
        var ran = await (await EmptyAsync()).SucceedAsync(Line(folder));
        Assert.Contains("the 15 resources of revision 30", ran.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drill_fails_if_the_newest_backup_is_damaged_even_if_an_older_one_is_not()
    {
        using var folder = new TemporaryDirectory();
        Write(folder, Old, grown.BackupOf(10));
        Write(folder, New, grown.BackupOf(30)[..^100]);
        await AssertRejectedAsync(await EmptyAsync(), Line(folder), "its end is missing");
    }

    [Fact]
    public async Task A_drill_fails_if_the_newest_backup_is_too_old()
    {
        using var folder = new TemporaryDirectory();
        Write(folder, New, grown.BackupOf(10));
        await AssertRejectedAsync(
            await EmptyAsync(), $"{Line(folder)} --max-age 30", $"The newest backup is {New}, which is more than 30 hours old.");
    }

    [Fact]
    public async Task A_drill_fails_without_a_backup()
    {
        using var folder = new TemporaryDirectory();
        Write(folder, "milestones-20200101T000000Z.ndjson", grown.BackupOf(10));
        await AssertRejectedAsync(await EmptyAsync(), Line(folder), "has no backup of recognitions.");
    }

    [Fact]
    public async Task A_drill_leaves_a_store_with_data_unchanged()
    {
        using var folder = new TemporaryDirectory();
        Write(folder, New, grown.BackupOf(30));
        var used = await EmptyAsync();
        await used.ImportAsync(grown.BackupOf(10));
        var before = await StoredHash.OfAsync(used);
        await AssertRejectedAsync(used, Line(folder), "is not empty");
        Assert.Equal(before, await StoredHash.OfAsync(used));
    }

    [Fact]
    public void Stores_with_other_counts_than_their_backup_are_rejected()
    {
        var backup = BackupHeader.OfLine(Encoding.UTF8.GetBytes(new Ran(0, grown.BackupOf(30), "").Lines[0]), "recognitions");
        RestoreDrill.Compare(backup, backup with { Store = "another", ExportedAt = backup.ExportedAt.AddDays(1) });
        Assert.All(
            [
                backup with { Head = 29 }, backup with { Changes = 29 }, backup with { Resources = 1 }, backup with { Floor = 1 },
            ],
            other => Assert.Contains(
                "The restored store differs from the backup.",
                Assert.Throws<BackupException>(() => RestoreDrill.Compare(backup, other)).Message, StringComparison.Ordinal));
    }

    static async Task AssertRejectedAsync(BackupProgram program, string line, string told)
    {
        var ran = await program.RunAsync(line);
        Assert.Equal(ExitCodes.Rejected, ran.Code);
        Assert.Contains(told, ran.Messages, StringComparison.Ordinal);
    }

    static string Line(TemporaryDirectory folder) => $"drill --service recognitions --directory {folder.Path}";

    static void Write(TemporaryDirectory folder, string name, byte[] backup) => File.WriteAllBytes(folder.File(name), backup);

    async Task<BackupProgram> EmptyAsync() =>
        new((await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix());
}
