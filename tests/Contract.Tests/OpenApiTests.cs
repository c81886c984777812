using System.Text;
using System.Text.Json;
using Google.Api;
using KosovoNato.OpenApi;

namespace KosovoNato.Contract.Tests;

/// <summary>The OpenAPI documents of the services: those that are committed are those of the contracts, and they are valid.</summary>
public sealed class OpenApiTests
{
    static readonly string Folder = Path.Combine(BuildPaths.Protos, "openapi");

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Services =>
        [.. Contracts.Compiled.Services.Select(service => service.File.Package.Split('.')[1])];

    [Fact]
    public async Task The_committed_documents_are_those_of_the_contracts()
    {
        var documents = await ServiceDocuments.AllAsync();
        Assert.Equal(Services.Select(row => row.Data).Order(), documents.Select(document => document.Service).Order());
        foreach (var (service, document) in documents)
        {
            var committed = await File.ReadAllTextAsync(Path.Combine(Folder, $"{service}.json"), Cancelled);
            Assert.True(committed == Encoding.UTF8.GetString(document),
                $"openapi/{service}.json is not that of the contracts. Run \"dotnet run --project services/OpenApi -- protos/openapi\".");
        }
    }

    [Fact]
    public async Task Every_rpc_has_an_operation_for_each_of_its_paths()
    {
        foreach (var service in Contracts.Compiled.Services)
        {
            using var document = await ReadAsync(service.File.Package.Split('.')[1]);
            var operations = document.RootElement.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value).ToList();
            var expected = service.Methods.Sum(rpc =>
                1 + rpc.GetOptions().GetExtension(AnnotationsExtensions.Http).AdditionalBindings.Count);
            Assert.Equal(expected, operations.Count);
            Assert.Empty(service.Methods.Select(rpc => rpc.Name).Except(operations.Select(IdOf)));
            Assert.All(operations, operation =>
            {
                var statuses = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name);
                Assert.Empty(((string[])["200", "400", "401", "403", "429", "500", "503", "504"]).Except(statuses));
            });
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_element_has_a_description(string service)
    {
        using var document = await ReadAsync(service);
        Assert.All(document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()),
            operation =>
            {
                Assert.NotEmpty(operation.Value.GetProperty("description").GetString()!);
                Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
            });
        Assert.All(document.RootElement.GetProperty("components").GetProperty("schemas").EnumerateObject(),
            schema => Assert.NotEmpty(schema.Value.GetProperty("description").GetString()!));
    }

    [Fact(Explicit = true)]
    public async Task The_documents_are_valid()
    {
        var check = await CheckAsync([.. Directory.EnumerateFiles(Folder, "*.json").Order()]);
        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
    }

    [Theory(Explicit = true)]
    [InlineData("\"openapi\": \"3.1", "\"openapi\": \"3.9")]
    [InlineData("\"in\": \"path\"", "\"in\": \"paths\"")]
    [InlineData("#/components/schemas/State\"", "#/components/schemas/States\"")]
    [InlineData("\"operationId\": \"ListStates\"", "\"operationId\": \"GetState\"")]
    public async Task A_fault_in_a_document_is_detected(string right, string wrong)
    {
        using var workspace = ProtoWorkspace.Of(BuildPaths.Protos);
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, "recognitions.json"), Cancelled);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var damaged = Path.Combine(workspace.Folder, "damaged.json");
        await File.WriteAllTextAsync(damaged, text.Replace(right, wrong, StringComparison.Ordinal), Cancelled);
        Assert.NotEqual(0, (await CheckAsync(damaged)).ExitCode);
    }

    static Task<Command> CheckAsync(params string[] files)
    {
        var folder = Path.Combine(Folder, "check");
        return Command.RunAsync("node", folder, [Path.Combine(folder, "validate.mjs"), .. files]);
    }

    static async Task<JsonDocument> ReadAsync(string service) =>
        JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"{service}.json"), Cancelled));

    static string? IdOf(JsonElement operation) => operation.GetProperty("operationId").GetString();
}
