using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>The three services, each with its own store, and a broker if one is given.</summary>
sealed class ThreeServices : IAsyncDisposable
{
    readonly List<GrpcChannel> channels = [];

    ThreeServices(string prefix, ITestedService recognitions, ITestedService milestones, ITestedService recommendations)
    {
        Prefix = prefix;
        (Recognitions, Milestones, Recommendations) = (recognitions, milestones, recommendations);
        RecognitionRpc = new(InvokerOf(recognitions));
        MilestoneRpc = new(InvokerOf(milestones));
        RecommendationRpc = new(InvokerOf(recommendations));
    }

    /// <summary>The prefix of the keys in their stores.</summary>
    public string Prefix { get; }

    public ITestedService Recognitions { get; }

    public ITestedService Milestones { get; }

    public ITestedService Recommendations { get; }

    public IReadOnlyList<ITestedService> All => [Recognitions, Milestones, Recommendations];

    public RecognitionService.RecognitionServiceClient RecognitionRpc { get; }

    public MilestoneService.MilestoneServiceClient MilestoneRpc { get; }

    public RecommendationService.RecommendationServiceClient RecommendationRpc { get; }

    /// <summary>Starts the services in the test process.</summary>
    /// <param name="stores">The configurations of the three stores, in the order of the services.</param>
    /// <param name="broker">The address of the broker, or null for services that only call each other.</param>
    /// <param name="also">Further settings of all three services.</param>
    /// <param name="of">The prefix of the keys in stores with existing data.</param>
    public static Task<ThreeServices> StartAsync(
        IReadOnlyList<string> stores, string? broker, TimeSpan? checkEvery = null, IReadOnlyDictionary<string, string>? also = null,
        string? of = null) =>
        StartAsync(stores, broker, checkEvery, also, of, StartInProcessAsync);

    /// <summary>Starts the services as processes, for tests that kill them or read their metrics.</summary>
    /// <inheritdoc cref="StartAsync(IReadOnlyList{string}, string?, TimeSpan?, IReadOnlyDictionary{string, string}?, string?)"/>
    public static Task<ThreeServices> StartProcessesAsync(
        IReadOnlyList<string> stores, string? broker, TimeSpan? checkEvery = null, IReadOnlyDictionary<string, string>? also = null) =>
        StartAsync(stores, broker, checkEvery, also, of: null, async (name, settings) => await ServiceProcess.StartAsync(
            $"{char.ToUpperInvariant(name[0])}{name[1..]}", settings, TestContext.Current.CancellationToken));

    static async Task<ITestedService> StartInProcessAsync(string name, Dictionary<string, string> settings) =>
        await RunningService.StartAsync(
            name, settings["Store:Configuration"], settings["Store:KeyPrefix"], settings.Select(one => (one.Key, (string?)one.Value)));

    static async Task<ThreeServices> StartAsync(
        IReadOnlyList<string> stores, string? broker, TimeSpan? checkEvery, IReadOnlyDictionary<string, string>? also, string? of,
        Func<string, Dictionary<string, string>, Task<ITestedService>> start)
    {
        var prefix = of ?? StoreServer.FreshPrefix();
        Dictionary<string, string> Settings(int store, params (string Name, Uri Address)[] upstreams)
        {
            var settings = new Dictionary<string, string>(also ?? new Dictionary<string, string>())
            {
                ["Store:Configuration"] = stores[store],
                ["Store:KeyPrefix"] = prefix,
                ["Upstreams:PollInterval"] = (checkEvery ?? TimeSpan.FromSeconds(30)).ToString("c"),
            };
            if (broker is not null)
            {
                settings["Bus:RabbitMqUri"] = broker;
            }

            foreach (var (name, address) in upstreams)
            {
                settings[$"Upstreams:Addresses:{name}"] = address.ToString();
            }

            return settings;
        }

        var recognitions = await start("recognitions", Settings(0));
        var milestones = await start("milestones", Settings(1, ("recognitions", recognitions.GrpcAddress)));
        var recommendations = await start(
            "recommendations", Settings(2, ("recognitions", recognitions.GrpcAddress), ("milestones", milestones.GrpcAddress)));
        return new(prefix, recognitions, milestones, recommendations);
    }

    public void AssertNoErrors()
    {
        foreach (var service in All)
        {
            service.AssertNoErrors();
        }
    }

    public async ValueTask DisposeAsync()
    {
        channels.ForEach(channel => channel.Dispose());
        await Task.WhenAll(All.Select(service => service.DisposeAsync().AsTask()));
    }

    public CallInvoker InvokerOf(ITestedService service)
    {
        var channel = GrpcChannel.ForAddress(service.GrpcAddress, new()
        {
            MaxReceiveMessageSize = null,
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(20),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
        });
        channels.Add(channel);
        return channel.Intercept(new TestLifetimeInterceptor(RunningService.Key));
    }
}
