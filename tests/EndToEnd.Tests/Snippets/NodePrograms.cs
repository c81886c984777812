using KosovoNato.EndToEnd.Tests.Snippets;

[assembly: AssemblyFixture(typeof(NodePrograms))]

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>The compiled subscribers, built once by the first test that needs them.</summary>
public sealed class NodePrograms : IAsyncDisposable
{
    readonly Lazy<Task<NodeWorkspace>> workspace = new(NodeWorkspace.BuildAsync);

    internal Task<NodeWorkspace> Workspace => workspace.Value;

    public async ValueTask DisposeAsync()
    {
        if (workspace.IsValueCreated && workspace.Value.IsCompletedSuccessfully)
        {
            (await workspace.Value).Dispose();
        }
    }
}
