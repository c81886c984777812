using System.Formats.Tar;
using System.Text.RegularExpressions;

namespace KosovoNato.Contract.Tests;

/// <summary>The released contracts, from the git tags v1.2.3.</summary>
internal sealed partial class Releases(string repository)
{
    /// <summary>The newest release by version, or null if there is none.</summary>
    public async Task<string?> NewestAsync()
    {
        var tags = (await GitAsync("tag", "--list", "v*")).Succeeded().Split('\n');
        return tags.Where(tag => ReleaseTag().IsMatch(tag)).MaxBy(tag => Version.Parse(tag.AsSpan(1)));
    }

    /// <summary>Whether a commit exists and contains contracts.</summary>
    public async Task<bool> HasContractsAsync(string commit)
    {
        if ((await GitAsync("rev-parse", "--verify", "--quiet", commit)).ExitCode != 0)
        {
            return false;
        }

        return (await GitAsync("ls-tree", "--name-only", commit, "protos/buf.yaml")).Succeeded().Length > 0;
    }

    /// <summary>The contracts as they were at a tag or commit.</summary>
    public async Task<ProtoWorkspace> ContractsAtAsync(string commit)
    {
        var extracted = Directory.CreateTempSubdirectory("release-");
        try
        {
            var archive = Path.Combine(extracted.FullName, "protos.tar");
            (await GitAsync("archive", "--format=tar", "--output", archive, commit, "protos")).Succeeded();
            await TarFile.ExtractToDirectoryAsync(archive, extracted.FullName, false, TestContext.Current.CancellationToken);
            return ProtoWorkspace.Of(Path.Combine(extracted.FullName, "protos"));
        }
        finally
        {
            extracted.Delete(recursive: true);
        }
    }

    Task<Command> GitAsync(params string[] arguments) => Command.RunAsync("git", repository, arguments);

    /// <summary>Release candidates guarantee nothing, so they do not match.</summary>
    [GeneratedRegex(@"^v\d+\.\d+\.\d+$")]
    private static partial Regex ReleaseTag();
}
