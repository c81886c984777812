using System.Text;
using KosovoNato.Backup;
using Microsoft.Extensions.Configuration;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>The backup program as an operator runs it, in the test process: settings, input, output and messages.</summary>
sealed record BackupProgram(string Configuration, string Prefix)
{
    /// <summary>Settings other than those of the store.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public string KeyOf(string service) => $"{Prefix}:{service}";

    public async Task<Ran> RunAsync(byte[] input, params string[] args)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(Settings).AddInMemoryCollection(
            new Dictionary<string, string?> { ["Store:Configuration"] = Configuration, ["Store:KeyPrefix"] = Prefix }).Build();
        var output = new MemoryStream();
        await using var messages = new StringWriter();
        var run = new BackupRun(settings, () => new MemoryStream(input), () => output, TimeProvider.System);
        var code = await new BackupCommand(run.RunAsync).RunAsync(
            args, new() { Output = TextWriter.Null, Error = messages }, TestContext.Current.CancellationToken);
        return new(code, output.ToArray(), messages.ToString());
    }

    public async Task<byte[]> ExportAsync(string service = "recognitions", long? at = null)
    {
        var ran = await RunAsync(
            [], ["export", "--service", service, "--output", "-",
                .. at is { } revision ? ["--revision", $"{revision}"] : Array.Empty<string>()]);
        Assert.True(ran.Code == ExitCodes.Success, ran.Messages);
        return ran.Output;
    }

    /// <summary>Runs a command that needs no input, given as one line.</summary>
    public Task<Ran> RunAsync(string line) => RunAsync([], line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<Ran> SucceedAsync(string line)
    {
        var ran = await RunAsync(line);
        Assert.True(ran.Code == ExitCodes.Success, ran.Messages);
        return ran;
    }

    public Task<Ran> TryImportAsync(byte[] backup, string service = "recognitions") =>
        RunAsync(backup, "import", "--service", service, "--input", "-");

    public async Task ImportAsync(byte[] backup, string service = "recognitions")
    {
        var ran = await TryImportAsync(backup, service);
        Assert.True(ran.Code == ExitCodes.Success, ran.Messages);
    }
}

/// <summary>The result of a run.</summary>
sealed record Ran(int Code, byte[] Output, string Messages)
{
    public IReadOnlyList<string> Lines => [.. Encoding.UTF8.GetString(Output).TrimEnd('\n').Split('\n')];
}
