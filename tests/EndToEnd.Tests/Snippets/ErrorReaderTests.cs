using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>What protos/README.md shows for errors finds the reason and the invalid fields, in both languages.</summary>
public sealed class ErrorReaderTests(SharedStores stores, NodePrograms programs)
{
    [Fact]
    public async Task A_reader_in_Node_finds_the_reason_and_the_fields()
    {
        await using var deployment = await StartAsync();
        var program = Path.Combine((await programs.Workspace).Folder, "dist", "errors.js");
        await using var reader = Subscriber.Program("node", program, ("RECOGNITIONS", deployment.Service.GrpcAddress.ToString()));
        await AssertReadAsync(reader);
    }

    [Fact]
    public async Task A_reader_in_Python_finds_the_reason_and_the_fields()
    {
        await using var deployment = await StartAsync();
        using var folder = new TemporaryDirectory();
        var program = await PythonWorkspace.BuildAsync(folder, "errors.py");
        await using var reader = Subscriber.Program(
            PythonWorkspace.Interpreter, program, ("RECOGNITIONS", deployment.Service.GrpcAddress.Authority));
        await AssertReadAsync(reader);
    }

    static async Task AssertReadAsync(Subscriber reader)
    {
        await reader.EndedAsync();
        Assert.Equal(2, reader.Written.Count);
        Assert.StartsWith("reason INVALID_REQUEST {", reader.Written[0], StringComparison.Ordinal);
        Assert.StartsWith("page_size must", reader.Written[1], StringComparison.Ordinal);
    }

    async Task<Deployment> StartAsync() => await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration);
}
