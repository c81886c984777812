using System.Text.Json.Nodes;
using KosovoNato.Backup;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

public sealed class ExportTests(SharedStores stores, StoreFixture grown)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreBackend.Redis)]
    [InlineData(StoreBackend.Embedded, Explicit = true)]
    public async Task An_export_during_four_concurrent_writers_is_the_log_up_to_one_revision(StoreBackend backend)
    {
        var old = await ProgramAsync(backend);
        await using var service = await RunningRecognitions.StartAsync(old);
        await service.WriteAsync(20);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writers = Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await service.Rpc.RegisterSourceAsync(TestRequests.Register($"w{writer}-{i}"));
                Interlocked.Increment(ref written);
            }
        }).ToList();

        var backups = new List<byte[]>();
        for (var i = 0; i < 5; i++)
        {
            var before = Volatile.Read(ref written);
            await Eventually.True(() => Volatile.Read(ref written) > before + 20);
            backups.Add(await old.ExportAsync());
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        var all = await StoredHash.OfAsync(old);
        var heads = new List<long>();
        foreach (var backup in backups)
        {
            var restored = await ProgramAsync(backend);
            await restored.ImportAsync(backup);
            var fields = await StoredHash.OfAsync(restored);
            var head = Head(backup);
            heads.Add(head);
            Assert.All(fields.Where(field => field.Key.StartsWith("q:", StringComparison.Ordinal) || char.IsAsciiDigit(field.Key[0])),
                field => Assert.Equal(all[field.Key], field.Value));
            Assert.Equal(head, fields.Keys.Count(key => char.IsAsciiDigit(key[0])));
        }

        Assert.Equal(heads.Distinct().Order(), heads);
        Assert.True(heads[0] > 20);
    }

    [Fact]
    public async Task An_export_of_one_revision_has_one_line_for_each_resource()
    {
        var program = grown.Program;
        var ran = await program.RunAsync([], "export", "--service", "recognitions", "--revision", "7", "--output", "-");
        Assert.Equal(
            ["s0", "s1", "s2", "s3"], ran.Lines.Skip(1).SkipLast(1)
                .Select(line => JsonNode.Parse(line)!["resource"]!["name"]!.GetValue<string>()[^2..]));
        Assert.Contains("4 resources of revision 7", ran.Messages, StringComparison.Ordinal);
        Assert.Equal(
            ExitCodes.Rejected,
            (await program.RunAsync([], "export", "--service", "recognitions", "--revision", "201", "--output", "-")).Code);
    }

    [Fact]
    public async Task A_backup_folder_keeps_the_newest_files_and_no_incomplete_file()
    {
        var program = grown.Program;
        var folder = Directory.CreateTempSubdirectory("kosovonato-backups-");
        try
        {
            string[] names = ["recognitions-20200101T000000Z.ndjson", "recognitions-20210101T000000Z.ndjson",
                "milestones-20200101T000000Z.ndjson", "recognitions-notes.ndjson"];
            foreach (var name in names)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), "", Cancelled);
            }

            var ran = await program.RunAsync([], "export", "--service", "recognitions", "--directory", folder.FullName, "--keep-days", "2");
            Assert.True(ran.Code == ExitCodes.Success, ran.Messages);
            var left = folder.GetFiles().Select(file => file.Name).Order().ToList();
            Assert.Equal(4, left.Count);
            Assert.DoesNotContain(names[0], left);
            Assert.Equal(names[1..].Order(), left.Intersect(names));

            // A failed export neither deletes files nor leaves any behind.
            var failed = await (program with { Prefix = StoreServer.FreshPrefix() }).RunAsync(
                [], "export", "--service", "recognitions", "--directory", folder.FullName, "--keep-days", "1");
            Assert.Equal(ExitCodes.Rejected, failed.Code);
            Assert.Contains("There is no data at", failed.Messages, StringComparison.Ordinal);
            Assert.Equal(left, folder.GetFiles().Select(file => file.Name).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Exports_on_one_day_push_out_no_backup_of_another_day()
    {
        using var folder = new TemporaryDirectory();
        string[] names = ["recognitions-20210101T000000Z.ndjson", "recognitions-20210102T000000Z.ndjson",
            "recognitions-20210102T120000Z.ndjson", "recognitions-20210103T000000Z.ndjson", "recognitions-20210103T120000Z.ndjson"];
        Assert.All(names, name => folder.Write(name, ""));
        var ran = await grown.Program.SucceedAsync($"prune --service recognitions --directory {folder.Path} --keep-days 2");
        Assert.Equal($"Deleted {folder.File(names[0])}.\n", ran.Messages);
        Assert.Equal(names[1..], Directory.GetFiles(folder.Path).Select(file => Path.GetFileName(file)).Order());
        var listed = await grown.Program.SucceedAsync($"list --directory {folder.Path}");
        Assert.Equal(names[1..].Reverse().Select(name => $"{name}\t0"), listed.Lines);
    }

    [Theory]
    [InlineData("", "Required command was not provided")]
    [InlineData("recover", "Unrecognized command or argument 'recover'")]
    [InlineData("export --service recognition --output -", "--service must be one of recognitions, milestones, recommendations")]
    [InlineData("export --service recognitions", "Either --output or --directory")]
    [InlineData("export --service recognitions --output a --directory b", "Either --output or --directory")]
    [InlineData("export --service recognitions --output - --revision 0", "--revision must be a number from 1")]
    [InlineData("export --service recognitions --output - --keep-days 2", "--keep-days can only be used with --directory")]
    [InlineData("export --service recognitions --directory a --revision 2", "--revision can only be used with --output")]
    [InlineData("export --service recognitions --directory a --keep-days 0", "--keep-days must be a number from 1 to 10000, not \"0\"")]
    [InlineData("export --service recognitions --output", "Required argument missing for option: '--output'")]
    [InlineData("export --service recognitions --output a --output b", "'--output' expects a single argument but 2 were provided")]
    [InlineData("export --service recognitions --output - -k2", "Unrecognized command or argument '-k2'")]
    [InlineData("import --service recognitions", "Either --input or --directory")]
    [InlineData("import --service recognitions --input a --directory b", "Either --input or --directory")]
    [InlineData("import --service recognitions --input a --backup b", "--backup can only be used with --directory")]
    [InlineData("list", "Option '--directory' is required")]
    [InlineData("prune --service recognitions --directory a", "Option '--keep-days' is required")]
    [InlineData("prune --directory a --keep-days 2", "Option '--service' is required")]
    [InlineData("drill --service recognitions --directory a --max-age 0", "--max-age must be a number from 1 to 10000")]
    [InlineData("import --service recognitions --output -", "Unrecognized command or argument '--output'")]
    [InlineData("renew-store-id", "Option '--service' is required")]
    public async Task Invalid_arguments_are_rejected_with_the_valid_usage(string line, string told)
    {
        var ran = await new BackupProgram("127.0.0.1:1", "any").RunAsync([], line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCodes.Rejected, ran.Code);
        Assert.Contains(told, ran.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:1,passwort=x")]
    [InlineData("127.0.0.1:1,connectTimeout=soon")]
    [InlineData("")]
    public async Task Invalid_settings_are_rejected(string configuration)
    {
        var ran = await new BackupProgram(configuration, "any").RunAsync([], "export", "--service", "recognitions", "--output", "-");
        Assert.Equal(ExitCodes.Rejected, ran.Code);
        Assert.Contains("The settings of the store are invalid", ran.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unavailable_store_is_reported_as_a_failure_and_not_as_a_rejection()
    {
        var ran = await new BackupProgram($"127.0.0.1:{FreePort.Next()},connectTimeout=200,connectRetry=1", "any").RunAsync(
            [], "export", "--service", "recognitions", "--output", "-");
        Assert.Equal(ExitCodes.Failed, ran.Code);
        Assert.Empty(ran.Output);
    }

    async Task<BackupProgram> ProgramAsync(StoreBackend backend) =>
        new((await stores.Of(backend)).Configuration, StoreServer.FreshPrefix());

    static long Head(byte[] backup) => JsonNode.Parse(new Ran(0, backup, "").Lines[0])!["head"]!.GetValue<long>();
}
