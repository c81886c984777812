namespace KosovoNato.Contract.Tests;

/// <summary>Uses a temporary repository, so that the git path is tested before the project has a release.</summary>
public sealed class ReleasesTests : IAsyncLifetime
{
    readonly string _repository = Directory.CreateTempSubdirectory("repository-").FullName;

    public async ValueTask InitializeAsync()
    {
        await GitAsync("init", "--quiet");
        await CommitAsync("before the contracts", "v0.1.0");
        ProtoWorkspace.CopyContracts(BuildPaths.Protos, Path.Combine(_repository, "protos"));
        await CommitAsync("first", "v1.9.0");
        Edit("string actor = 3;", "string actor = 3;\n  string more = 30;");
        await CommitAsync("an addition", "v1.10.0", "v2.0.0-rc1", "vnext");
        Edit("string more = 30;", "");
        await CommitAsync("not released");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_repository, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_newest_release_is_the_highest_version_and_no_candidate() =>
        Assert.Equal("v1.10.0", await new Releases(_repository).NewestAsync());

    [Fact]
    public async Task What_a_release_promised_cannot_be_taken_back()
    {
        var releases = new Releases(_repository);
        using var present = ProtoWorkspace.Of(Path.Combine(_repository, "protos"));
        using var first = await releases.ContractsAtAsync("v1.9.0");
        using var newest = await releases.ContractsAtAsync("v1.10.0");
        Assert.Equal(0, (await Buf.BreakingAsync(present, first)).ExitCode);
        var check = await Buf.BreakingAsync(present, newest);
        Assert.Equal(Buf.Findings, check.ExitCode);
        Assert.Contains("with name \"more\" on message \"ChangeEnvelope\" was deleted", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_without_contracts_is_told_apart_from_one_with_them()
    {
        var releases = new Releases(_repository);
        Assert.True(await releases.HasContractsAsync("HEAD"));
        Assert.False(await releases.HasContractsAsync("v0.1.0"));
        Assert.False(await releases.HasContractsAsync("nowhere"));
    }

    [Fact]
    public async Task A_folder_outside_git_is_an_error_and_not_a_history_without_releases()
    {
        var outside = Directory.CreateTempSubdirectory("outside-");
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Releases(outside.FullName).NewestAsync());
        outside.Delete();
    }

    void Edit(string from, string to)
    {
        var file = Path.Combine(_repository, "protos", "kosovonato", "changes", "v1", "changes.proto");
        File.WriteAllText(file, File.ReadAllText(file).Replace(from, to, StringComparison.Ordinal));
    }

    async Task CommitAsync(string subject, params string[] tags)
    {
        await GitAsync("add", "--all");
        await GitAsync(
            "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", "commit", "--quiet", "--allow-empty",
            "-m", subject);
        foreach (var tag in tags)
        {
            await GitAsync("-c", "tag.gpgsign=false", "tag", tag);
        }
    }

    async Task GitAsync(params string[] arguments) => (await Command.RunAsync("git", _repository, arguments)).Succeeded();
}
