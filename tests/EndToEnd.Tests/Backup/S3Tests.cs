using KosovoNato.Backup;
using KosovoNato.Backup.Locations;
using KosovoNato.Testing;
using Microsoft.Extensions.Configuration;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>Backups in a bucket.</summary>
public sealed class S3Tests(S3Server server, SharedStores stores, StoreFixture grown) : IClassFixture<S3Server>
{
    // Larger than the size from which the client uploads in parts.
    const int LargeSize = 40 << 20;

    readonly string folder = $"s3://{S3Server.Bucket}/{Guid.NewGuid():N}/nightly";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    BackupProgram Exporting => grown.Program with { Settings = server.Settings() };

    [Fact]
    public async Task The_newest_backup_in_a_bucket_is_imported()
    {
        await Exporting.SucceedAsync($"export --service recognitions --output {folder}/recognitions-20200101T000000Z.ndjson --revision 10");
        var exported = await Exporting.SucceedAsync($"export --service recognitions --directory {folder}");
        var restored = await RestoringAsync();
        var ran = await restored.SucceedAsync($"import --service recognitions --directory {folder}");
        Assert.Contains($"to {folder}/recognitions-2", exported.Messages, StringComparison.Ordinal);
        Assert.Contains($"from {folder}/recognitions-2", ran.Messages, StringComparison.Ordinal);
        Assert.Equal(await StoredHash.OfAsync(grown.Program), await StoredHash.OfAsync(restored));
    }

    [Theory]
    [InlineData("--directory {0} --backup old.ndjson")]
    [InlineData("--input {0}/old.ndjson")]
    public async Task A_named_backup_in_a_bucket_is_imported(string arguments)
    {
        await Exporting.SucceedAsync($"export --service recognitions --output {folder}/old.ndjson --revision 30");
        await Exporting.SucceedAsync($"export --service recognitions --directory {folder}");
        var restored = await RestoringAsync();
        await restored.SucceedAsync($"import --service recognitions {arguments.Replace("{0}", folder, StringComparison.Ordinal)}");
        Assert.Equal("30", await StoredHash.FieldAsync(restored, "head"));
    }

    [Fact]
    public async Task Old_backups_in_a_bucket_are_deleted_after_an_export_and_others_are_kept()
    {
        string[] names = ["recognitions-20200101T000000Z.ndjson", "recognitions-20210101T000000Z.ndjson",
            "milestones-20200101T000000Z.ndjson", "recognitions-notes.ndjson"];
        foreach (var name in names)
        {
            await WriteAsync(folder, name, size: 3);
        }

        await WriteAsync($"{folder}/sub", names[0], size: 3);

        var ran = await Exporting.SucceedAsync($"export --service recognitions --directory {folder} --keep-days 2");
        Assert.Contains($"Deleted {folder}/{names[0]}.", ran.Messages, StringComparison.Ordinal);
        using var location = Open();
        var left = (await location.ListAsync(Cancelled)).Select(file => file.Name).ToList();
        Assert.Equal(4, left.Count);
        Assert.Equal(names[1..].Order(), left.Intersect(names).Order());
        var listed = await Exporting.SucceedAsync($"list --directory {folder} --service recognitions");
        Assert.Equal(2, listed.Lines.Count);
        Assert.Equal($"{names[1]}\t3", listed.Lines[1]);
    }

    [Fact]
    public async Task A_large_backup_is_uploaded_in_parts_and_read_back_unchanged()
    {
        var content = Bytes(LargeSize);
        using var location = Open();
        await location.WriteAsync("large", async stream =>
        {
            await stream.WriteAsync(content, Cancelled);
            return true;
        }, Cancelled);
        using var read = new MemoryStream();
        await using (var stream = await location.OpenAsync("large", Cancelled))
        {
            await stream.CopyToAsync(read, Cancelled);
        }

        Assert.Equal(LargeSize, Assert.Single(await location.ListAsync(Cancelled)).Size);
        Assert.True(content.AsSpan().SequenceEqual(read.ToArray()));
    }

    [Fact]
    public async Task An_export_that_fails_half_way_leaves_no_object()
    {
        using var location = Open();
        await Assert.ThrowsAsync<TimeoutException>(() => location.WriteAsync<bool>("half", async stream =>
        {
            await stream.WriteAsync(Bytes(LargeSize), Cancelled);
            throw new TimeoutException("The store does not answer.");
        }, Cancelled));
        Assert.Empty(await location.ListAsync(Cancelled));
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "half.*"));
    }

    [Fact]
    public async Task An_upload_that_is_cut_off_is_reported_as_a_failure_and_leaves_no_object()
    {
        await using var proxy = TcpProxy.To(server.Address);
        proxy.Hold("partNumber=2");
        using var location = Open(proxy.Configuration);
        var writing = location.WriteAsync("cut", async stream =>
        {
            await stream.WriteAsync(Bytes(LargeSize), Cancelled);
            return true;
        }, Cancelled);
        await Eventually.True(() => server.PartsOf("cut") > 0, seconds: 30);
        await proxy.CutAsync();
        var failure = await Assert.ThrowsAsync<IOException>(() => writing);
        Assert.Contains("The S3 server does not answer", failure.Message, StringComparison.Ordinal);
        using var direct = Open();
        Assert.Empty(await direct.ListAsync(Cancelled));
    }

    [Theory]
    [InlineData("S3:SecretKeyFile", "wrong", "rejects the access key (SignatureDoesNotMatch). Check S3:AccessKeyFile and S3:SecretKeyFile")]
    [InlineData("S3:AccessKeyFile", "wrong", "rejects the access key (InvalidAccessKeyId)")]
    [InlineData("S3:AccessKeyFile", " \n", "is empty. Write the key of the S3 server into it.")]
    public async Task A_wrong_access_key_is_rejected(string setting, string content, string told)
    {
        var program = Exporting with { Settings = server.Settings(changes: (setting, server.File($"{Guid.NewGuid():N}.key", content))) };
        await AssertRejectedAsync(program, $"export --service recognitions --directory {folder}", told);
    }

    [Theory]
    [InlineData("S3:ServiceUrl", "s3.example.org", "S3:ServiceUrl must be an http or https address.")]
    [InlineData("S3:AccessKeyFile", "", "S3:AccessKeyFile must be the path of a file.")]
    [InlineData("S3:SecretKeyFile", "/no/such/file", "/no/such/")]
    [InlineData("S3:Password", "any", "Password")]
    public async Task Invalid_settings_of_the_server_are_rejected(string name, string value, string told) => await AssertRejectedAsync(
        Exporting with { Settings = server.Settings(changes: (name, value)) },
        $"export --service recognitions --directory {folder}", told);

    [Theory]
    [InlineData("export --service recognitions --directory s3://no-such-bucket/nightly", "The bucket no-such-bucket does not exist.")]
    [InlineData("list --directory s3://no-such-bucket", "The bucket no-such-bucket does not exist.")]
    [InlineData("list --directory s3:///nightly", "names no bucket. Write s3://bucket/prefix.")]
    [InlineData("import --service recognitions --input s3://backups", "names no object. Write s3://bucket/prefix/name.")]
    [InlineData("drill --service recognitions --directory s3://backups/none", "s3://backups/none/ has no backup of recognitions.")]
    [InlineData("import --service recognitions --input s3://backups/none.ndjson", "s3://backups/none.ndjson does not exist.")]
    public async Task A_missing_bucket_or_backup_is_rejected(string line, string told) =>
        await AssertRejectedAsync(Exporting, line, told);

    [Fact]
    public async Task An_unavailable_server_is_reported_as_a_failure_and_not_as_a_rejection()
    {
        var program = Exporting with { Settings = server.Settings($"127.0.0.1:{FreePort.Next()}") };
        var ran = await program.RunAsync($"list --directory {folder}");
        Assert.Equal(ExitCodes.Failed, ran.Code);
        Assert.Contains($"The S3 server does not answer for {folder}", ran.Messages, StringComparison.Ordinal);
    }

    static async Task AssertRejectedAsync(BackupProgram program, string line, string told)
    {
        var ran = await program.RunAsync(line);
        Assert.Equal(ExitCodes.Rejected, ran.Code);
        Assert.Contains(told, ran.Messages, StringComparison.Ordinal);
    }

    async Task<BackupProgram> RestoringAsync() =>
        new((await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix()) { Settings = server.Settings() };

    IBackupLocation Open(string? address = null) => Open(folder, address);

    IBackupLocation Open(string directory, string? address) => new BackupLocations(
        new ConfigurationBuilder().AddInMemoryCollection(server.Settings(address)).Build()).OpenDirectory(directory);

    async Task WriteAsync(string directory, string name, int size)
    {
        using var location = Open(directory, address: null);
        await location.WriteAsync(name, async stream =>
        {
            await stream.WriteAsync(new byte[size], Cancelled);
            return true;
        }, Cancelled);
    }

    static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
