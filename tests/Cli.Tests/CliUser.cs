using System.CommandLine;
using System.Text.Json.Nodes;

namespace KosovoNato.Cli.Tests;

/// <summary>A user with a configuration of their own, who runs commands in the test process.</summary>
sealed class CliUser : IDisposable
{
    readonly TemporaryDirectory folder = new();

    public Dictionary<string, string> Variables { get; } = [];

    public string ConfigDirectory => folder.File("config");

    public string File(string name) => folder.File(name);

    /// <summary>Returns a user whose context has the services, with or without their key.</summary>
    public static async Task<CliUser> OfAsync(Services services, bool withKey = true)
    {
        var user = new CliUser();
        var added = await user.RunAsync("context", "add", "test", "--addresses", services.AddressFile);
        Assert.Equal(0, added.ExitCode);
        if (!withKey)
        {
            var empty = user.File("empty.json");
            var addresses = await System.IO.File.ReadAllTextAsync(services.AddressFile, TestContext.Current.CancellationToken);
            await System.IO.File.WriteAllTextAsync(
                empty, addresses.Replace("apiKeyFile", "unused", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            Assert.Equal(0, (await user.RunAsync("context", "add", "test", "--addresses", empty)).ExitCode);
        }

        return user;
    }

    public Task<CliResult> RunAsync(params string[] args) => RunAsync(null, args);

    /// <param name="input">What the user types at a terminal; null without a terminal.</param>
    public Task<CliResult> RunAsync(string? input, string[] args) => RunAsync(input, isTerminal: input is not null, args);

    public async Task<CliResult> RunAsync(string? input, bool isTerminal, string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var typed = new StringReader(input ?? "");
        var environment = new CliEnvironment(
            name => Variables.GetValueOrDefault(name), ConfigDirectory, typed, isTerminal, TimeProvider.System);
        var code = await new CliCommand(environment).RunAsync(
            args, new InvocationConfiguration { Output = output, Error = errors, ProcessTerminationTimeout = null },
            TestContext.Current.CancellationToken).WithinAsync(60);
        return new(code, output.ToString(), errors.ToString());
    }

    public void Dispose() => folder.Dispose();
}

/// <summary>How a command ended.</summary>
sealed record CliResult(int ExitCode, string Output, string Errors)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public CliResult AssertCode(int expected)
    {
        Assert.True(ExitCode == expected, $"Exit code {ExitCode}, not {expected}.\n{Output}\n{Errors}");
        return this;
    }
}
