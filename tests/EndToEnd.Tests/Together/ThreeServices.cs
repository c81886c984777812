using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>The three services as three processes, each on a store of its own, with a broker between them if one is given.</summary>
sealed class ThreeServices : IAsyncDisposable
{
    const string Key = "a-key-for-tests-only-0123456789";

    readonly DirectoryInfo folder;
    readonly List<GrpcChannel> channels = [];

    ThreeServices(DirectoryInfo folder, string prefix, ServiceProcess recognitions, ServiceProcess milestones, ServiceProcess recommendations)
    {
        this.folder = folder;
        Prefix = prefix;
        (Recognitions, Milestones, Recommendations) = (recognitions, milestones, recommendations);
        RecognitionRpc = new(InvokerOf(recognitions));
        MilestoneRpc = new(InvokerOf(milestones));
        RecommendationRpc = new(InvokerOf(recommendations));
    }

    /// <summary>How the keys of their stores begin.</summary>
    public string Prefix { get; }

    public ServiceProcess Recognitions { get; }

    public ServiceProcess Milestones { get; }

    public ServiceProcess Recommendations { get; }

    public IReadOnlyList<ServiceProcess> All => [Recognitions, Milestones, Recommendations];

    public RecognitionService.RecognitionServiceClient RecognitionRpc { get; }

    public MilestoneService.MilestoneServiceClient MilestoneRpc { get; }

    public RecommendationService.RecommendationServiceClient RecommendationRpc { get; }

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="stores">Where the stores of the three are, in the order of the services.</param>
    /// <param name="broker">The broker's address; none for services that only ask each other.</param>
    /// <param name="also">Further settings of all three.</param>
    /// <param name="of">How the keys of their stores begin, where something is there already.</param>
    public static async Task<ThreeServices> StartAsync(
        IReadOnlyList<string> stores, string? broker, TimeSpan? checkEvery = null, IReadOnlyDictionary<string, string>? also = null,
        string? of = null)
    {
        var folder = Directory.CreateTempSubdirectory("kosovonato-three-");
        var keys = Path.Combine(folder.FullName, "keys");
        await File.WriteAllTextAsync(keys, $"tester:{Key}\n", Cancelled);
        var prefix = of ?? StoreServer.FreshPrefix();
        Dictionary<string, string> Settings(int store, params (string Name, Uri Address)[] neighbors)
        {
            var settings = new Dictionary<string, string>(also ?? new Dictionary<string, string>())
            {
                ["Store:Configuration"] = stores[store],
                ["Store:Prefix"] = prefix,
                ["Access:KeyFile"] = keys,
                ["Neighbors:CheckEvery"] = (checkEvery ?? TimeSpan.FromSeconds(30)).ToString("c"),
            };
            if (broker is not null)
            {
                settings["Bus:RabbitMq"] = broker;
            }

            foreach (var (name, address) in neighbors)
            {
                settings[$"Neighbors:Addresses:{name}"] = address.ToString();
            }

            return settings;
        }

        var recognitions = await ServiceProcess.StartAsync("Recognitions", Settings(0), Cancelled);
        var milestones = await ServiceProcess.StartAsync("Milestones", Settings(1, ("recognitions", recognitions.GrpcAddress)), Cancelled);
        var recommendations = await ServiceProcess.StartAsync("Recommendations",
            Settings(2, ("recognitions", recognitions.GrpcAddress), ("milestones", milestones.GrpcAddress)), Cancelled);
        return new(folder, prefix, recognitions, milestones, recommendations);
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
        folder.Delete(recursive: true);
    }

    public CallInvoker InvokerOf(ServiceProcess service)
    {
        var channel = GrpcChannel.ForAddress(service.GrpcAddress, new()
        {
            MaxReceiveMessageSize = null,
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(20),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
        });
        channels.Add(channel);
        return channel.Intercept(new BoundToTest(Key));
    }
}
