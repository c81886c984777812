using System.Text.Json.Nodes;
using KosovoNato.Standalone.Tests;

[assembly: AssemblyFixture(typeof(KosovoNato.Cli.Tests.Services))]

namespace KosovoNato.Cli.Tests;

/// <summary>The services with the seeds, for all tests.</summary>
public sealed class Services : IAsyncLifetime
{
    readonly TemporaryDirectory folder = new();
    InProcessProgram? program;

    public string AddressFile => folder.File("addresses.json");

    public string KeyFile => folder.File("api.key");

    public async ValueTask InitializeAsync() => program = await InProcessProgram.StartAsync(folder);

    public string GrpcOf(string service) =>
        (string)JsonNode.Parse(File.ReadAllText(AddressFile))!["services"]![service]!["grpc"]!;

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
        {
            await program.DisposeAsync();
        }

        folder.Dispose();
    }
}
