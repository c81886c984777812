using System.Text.Json.Nodes;
using KosovoNato.Contract.Tests;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>What a partner begins with: the one command, and the unpacked contracts.</summary>
public sealed class QuickStartSystem : IAsyncLifetime
{
    readonly TemporaryDirectory data = new();
    ContractArchive? archive;
    Subscriber? command;
    JsonNode? addresses;

    internal string Contracts => archive!.Contracts;

    internal string Grpc => new Uri(Recognitions["grpc"]!.GetValue<string>()).Authority;

    internal string Http => new Uri(Recognitions["http"]!.GetValue<string>()).Authority;

    internal string Key => File.ReadAllText(addresses!["apiKeyFile"]!.GetValue<string>()).Trim().Split(':')[1];

    JsonNode Recognitions => addresses!["services"]!["recognitions"]!;

    public async ValueTask InitializeAsync()
    {
        var packing = ContractArchive.PackAsync();
        command = Subscriber.Program(
            "dotnet", Path.Combine(AppContext.BaseDirectory, "KosovoNato.Standalone.dll"),
            ["--data", data.Path, "--seeds", RepositoryPaths.File("seeds"), "--grpc-port", "0", "--http-port", "0", "--output", "json"]);
        archive = await packing;
        addresses = JsonNode.Parse(await command.WroteAsync(line => line.StartsWith('{'), seconds: 120));
    }

    public async ValueTask DisposeAsync()
    {
        if (command is not null)
        {
            await command.DisposeAsync();
        }

        archive?.Dispose();
        data.Dispose();
    }
}
