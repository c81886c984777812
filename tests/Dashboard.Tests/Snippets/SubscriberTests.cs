using KosovoNato.Contract.Tests;
using KosovoNato.EndToEnd.Tests;
using KosovoNato.EndToEnd.Tests.Snippets;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Snippets;

/// <summary>The snippets that services/Dashboard/README.md offers to authors of other dashboards work.</summary>
[Collection(OneDashboard.Name)]
public sealed class SubscriberTests(RunningDashboard running, SharedStores stores, SharedBroker brokers)
{
    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_number_in_CSharp_is_updated_and_says_since_when_it_is_stale()
    {
        await using var recognitions = await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration);
        await using var way = TcpProxy.To(recognitions.Service.GrpcAddress.Authority);
        await recognitions.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        await using var subscriber = Subscriber.Here(
            (output, cancellationToken) => MirrorSnippet.RunAsync(new($"http://127.0.0.1:{way.Port}"), output, cancellationToken));
        await subscriber.WroteAsync("0 recognize, live at revision 1");
        await way.CutAsync();
        await Eventually.True(() => subscriber.Written.Any(line => line.EndsWith("reconnecting", StringComparison.Ordinal)), 30);
        await recognitions.Rpc.RegisterSourceAsync(TestRequests.Register("b"));
        way.Resume();
        await subscriber.WroteAsync("0 recognize, live at revision 2");
    }

    [Fact(Explicit = true)]
    public async Task The_page_in_TypeScript_shows_each_change_once_across_a_restart()
    {
        var dashboard = await running.StartAsync();
        using var workspace = await PageWorkspaceAsync();
        await using var subscriber = Subscriber.Program(
            "node", Path.Combine(workspace.Path, "dist", "page.js"), [], ("DASHBOARD", dashboard.HttpAddress.ToString()));
        await subscriber.WroteAsync("recommendations: live");
        var (first, second) = (TestRequests.Register(TestRequests.NewId()), TestRequests.Register(TestRequests.NewId()));
        (first.Reason, second.Reason) = ("the first note", "the second note");
        var before = await running.Services.RecognitionRpc.RegisterSourceAsync(first);
        await subscriber.WroteAsync($"recognitions {before.Revision.Number} by tester: the first note");
        await dashboard.KillAsync();
        var after = await running.Services.RecognitionRpc.RegisterSourceAsync(second);
        await dashboard.StartAgainAsync(Cancelled);
        await subscriber.WroteAsync($"recognitions {after.Revision.Number} by tester: the second note");
        Assert.Single(subscriber.Written, line => line.EndsWith("the first note", StringComparison.Ordinal));
        Assert.Single(subscriber.Written, line => line.EndsWith("the second note", StringComparison.Ordinal));
    }

    [Fact(Explicit = true)]
    public async Task The_ticker_on_the_bus_shows_the_actor_and_the_reason()
    {
        var server = await brokers.Server;
        var broker = server.Address(await server.FreshVirtualHostAsync(Cancelled));
        await using var recognitions = await Deployment.StartProcessAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, settings: ("Bus:RabbitMqUri", broker));
        await using var subscriber = Subscriber.Here(
            (output, cancellationToken) => BusSnippet.RunAsync(new(broker), output, cancellationToken));
        await subscriber.WroteAsync("reading");
        var write = TestRequests.Register("a");
        write.Reason = "as the ministry says";
        await recognitions.Rpc.RegisterSourceAsync(write);
        await subscriber.WroteAsync("sources/a in 1 by tester: as the ministry says");
    }

    /// <summary>The snippet and its imports, bundled into one program.</summary>
    static async Task<Workspace> PageWorkspaceAsync()
    {
        var web = RepositoryPaths.File("services", "Dashboard", "web");
        var workspace = new Workspace();
        (await Command.RunAsync("npm", web, "run", "generate")).Succeeded();
        File.Copy(RepositoryPaths.File("tests", "Dashboard.Tests", "Node", "page.ts"), Path.Combine(workspace.Path, "page.ts"));
        Directory.CreateSymbolicLink(Path.Combine(workspace.Path, "node_modules"), Path.Combine(web, "node_modules"));
        await File.WriteAllTextAsync(Path.Combine(workspace.Path, "package.json"), """{ "type": "module" }""", Cancelled);
        (await Command.RunAsync(
            "node", workspace.Path, Path.Combine(web, "node_modules", "vite", "bin", "vite.js"), "build", "--ssr", "page.ts", "--outDir",
            "dist")).Succeeded();
        return workspace;
    }

    sealed class Workspace : IDisposable
    {
        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-page-");

        public string Path => folder.FullName;

        // Deletes the links, but not their targets.
        public void Dispose() => folder.Delete(recursive: true);
    }
}
