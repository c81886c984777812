using Grpc.Net.Client;
using KosovoNato.Dashboard.Tests.Host;
using KosovoNato.Dashboard.V1;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests;

/// <summary>The three services with the seeds, and the dashboard in front. Shared by test classes that run one at a time.</summary>
public sealed class RunningDashboard(SharedStores stores) : IAsyncLifetime
{
    readonly List<ServiceProcess> processes = [];
    readonly List<GrpcChannel> channels = [];
    InProcessDashboard dashboard = null!;

    internal ThreeServices Services { get; private set; } = null!;

    /// <summary>The only way of the dashboards to the milestone service: cut, it is away for them.</summary>
    internal TcpProxy WayToMilestones { get; private set; } = null!;

    internal Uri Address => dashboard.HttpAddress;

    internal DashboardService.DashboardServiceClient Rpc => RpcOf(dashboard.GrpcAddress);

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        Services = await ThreeServices.StartAsync([store, store, store], broker: null, checkEvery: TimeSpan.FromSeconds(1));
        WayToMilestones = TcpProxy.To(Services.Milestones.GrpcAddress.Authority);
        await SeedLoading.LoadAsync(Services);
        await RecognitionActs.ProgressIs(Services, 28, 32);
        dashboard = await StartInProcessAsync();
    }

    /// <summary>Another dashboard for the same services, in the test process.</summary>
    internal Task<InProcessDashboard> StartInProcessAsync(params (string Name, string Value)[] more) =>
        InProcessDashboard.StartAsync(
            [.. SettingsOf(Services.Recognitions.GrpcAddress).Select(setting => (setting.Key, setting.Value)), .. more]);

    /// <summary>Another dashboard for the same services, as a process, for tests that kill it.</summary>
    internal async Task<ServiceProcess> StartAsync()
    {
        var process = await ServiceProcess.StartAsync("Dashboard", SettingsOf(Services.Recognitions.GrpcAddress), Cancelled);
        processes.Add(process);
        return process;
    }

    internal Dictionary<string, string> SettingsOf(Uri recognitions) => new()
    {
        ["Upstreams:Addresses:recognitions"] = recognitions.ToString(),
        ["Upstreams:Addresses:milestones"] = $"http://127.0.0.1:{WayToMilestones.Port}",
        ["Upstreams:Addresses:recommendations"] = Services.Recommendations.GrpcAddress.ToString(),
    };

    internal DashboardService.DashboardServiceClient RpcOf(Uri address)
    {
        var channel = GrpcChannel.ForAddress(address, new() { MaxReceiveMessageSize = null });
        channels.Add(channel);
        return new(channel);
    }

    public async ValueTask DisposeAsync()
    {
        channels.ForEach(channel => channel.Dispose());
        await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        foreach (var part in (IAsyncDisposable?[])[dashboard, WayToMilestones, Services])
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        dashboard?.Errors.AssertNone();
    }
}

/// <summary>Runs the classes one at a time: a browser and four services are enough load for two cores.</summary>
[CollectionDefinition(Name)]
public sealed class OneDashboard : ICollectionFixture<RunningDashboard>
{
    public const string Name = "one dashboard";
}
