using Grpc.Net.Client;
using KosovoNato.Dashboard.Tests.Host;
using KosovoNato.Dashboard.V1;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests;

/// <summary>The three services with the seeds, and the dashboard in front. Shared by test classes that run one at a time.</summary>
public sealed class RunningDashboard(SharedStores stores) : IAsyncLifetime
{
    readonly List<ServiceProcess> dashboards = [];
    readonly List<GrpcChannel> channels = [];

    internal ThreeServices Services { get; private set; } = null!;

    internal ServiceProcess Milestones => (ServiceProcess)Services.Milestones;

    internal ServiceProcess Dashboard { get; private set; } = null!;

    internal Uri Address => Dashboard.HttpAddress;

    internal DashboardService.DashboardServiceClient Rpc => RpcOf(Dashboard.GrpcAddress);

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        Services = await ThreeServices.StartProcessesAsync(
            [store, store, store], broker: null, checkEvery: TimeSpan.FromSeconds(1), only: "milestones");
        await SeedLoading.LoadAsync(Services);
        await RecognitionActs.ProgressIs(Services, 28, 32);
        Dashboard = await StartAsync();
    }

    /// <summary>Another dashboard for the same services, in the test process.</summary>
    internal Task<InProcessDashboard> StartInProcessAsync(params (string Name, string Value)[] more) =>
        InProcessDashboard.StartAsync(
            [.. SettingsOf(Services.Recognitions.GrpcAddress).Select(setting => (setting.Key, setting.Value)), .. more]);

    /// <summary>Another dashboard for the same services, as a process, for tests that kill it.</summary>
    internal async Task<ServiceProcess> StartAsync()
    {
        var dashboard = await ServiceProcess.StartAsync("Dashboard", SettingsOf(Services.Recognitions.GrpcAddress), Cancelled);
        dashboards.Add(dashboard);
        return dashboard;
    }

    internal Dictionary<string, string> SettingsOf(Uri recognitions) => new()
    {
        ["Upstreams:Addresses:recognitions"] = recognitions.ToString(),
        ["Upstreams:Addresses:milestones"] = Services.Milestones.GrpcAddress.ToString(),
        ["Upstreams:Addresses:recommendations"] = Services.Recommendations.GrpcAddress.ToString(),
    };

    internal DashboardService.DashboardServiceClient RpcOf(Uri dashboard)
    {
        var channel = GrpcChannel.ForAddress(dashboard, new() { MaxReceiveMessageSize = null });
        channels.Add(channel);
        return new(channel);
    }

    public async ValueTask DisposeAsync()
    {
        channels.ForEach(channel => channel.Dispose());
        await Task.WhenAll(dashboards.Select(dashboard => dashboard.DisposeAsync().AsTask()));
        if (Services is not null)
        {
            await Services.DisposeAsync();
        }
    }
}

/// <summary>Runs the classes one at a time: a browser and four services are enough load for two cores.</summary>
[CollectionDefinition(Name)]
public sealed class OneDashboard : ICollectionFixture<RunningDashboard>
{
    public const string Name = "one dashboard";
}
