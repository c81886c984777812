using KosovoNato.Contract.Tests;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.OpenApi;

/// <summary>
/// The services respond as their OpenAPI documents say: every operation, with requests that are generated from the document and from the
/// resources that exist, valid ones and ones with one thing wrong. Each response has a documented status, content type and schema, and no
/// wrong request is accepted.
/// </summary>
public sealed class OperationTests(SharedStores stores)
{
    static readonly string Folder = Path.Combine(BuildPaths.Protos, "openapi");

    static readonly string[] Names = ["recognitions", "milestones", "recommendations"];

    [Fact(Explicit = true)]
    public async Task Every_operation_answers_as_documented()
    {
        var rounds = StressMode.Rounds(5, 200);
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var services = await ThreeServices.StartAsync([store, store, store], broker: null, TimeSpan.FromSeconds(1));
        await SeedLoading.LoadAsync(services);
        foreach (var (name, service) in Names.Zip(services.All))
        {
            var check = await Command.RunAsync("node", Path.Combine(Folder, "check"), "call.mjs", Path.Combine(Folder, $"{name}.json"),
                service.HttpAddress.ToString(), RunningService.Key, $"{rounds}");
            Assert.True(check.ExitCode == 0, check.Errors);
            TestContext.Current.SendDiagnosticMessage(check.Output);
        }

        services.AssertNoErrors();
    }
}
