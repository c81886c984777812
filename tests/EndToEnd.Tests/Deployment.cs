using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The recognition service on a store, and a caller with an API key.</summary>
sealed class Deployment : IAsyncDisposable
{
    public const string Key = RunningService.Key;

    readonly GrpcChannel channel;
    readonly SocketsHttpHandler sockets;

    Deployment(ITestedService service, string configuration, string prefix)
    {
        (Service, Configuration, Prefix) = (service, configuration, prefix);
        sockets = new() { EnableMultipleHttp2Connections = true, ConnectTimeout = TimeSpan.FromSeconds(1) };
        channel = GrpcChannel.ForAddress(service.GrpcAddress, new()
        {
            HttpHandler = sockets,
            MaxReceiveMessageSize = null,
            // A killed service restarts within seconds in these tests; a longer backoff would only slow them down.
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(20),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
        });
        Anonymous = channel.CreateCallInvoker();
        Invoker = Anonymous.Intercept(new TestLifetimeInterceptor(Key));
        Rpc = new(Invoker);
    }

    public ITestedService Service { get; }

    /// <summary>The service process. Only available if the deployment was started as a process.</summary>
    public ServiceProcess Process => (ServiceProcess)Service;

    /// <summary>The configuration of the store, for readers that bypass the service.</summary>
    public string Configuration { get; }

    public string Prefix { get; }

    public string StoreKey => $"{Prefix}:recognitions";

    /// <summary>A client with the API key.</summary>
    public RecognitionService.RecognitionServiceClient Rpc { get; }

    public CallInvoker Invoker { get; }

    public CallInvoker Anonymous { get; }

    public GrpcChannel Channel => channel;

    /// <summary>Starts the service in the test process, which is much cheaper than a separate process.</summary>
    /// <param name="configuration">The configuration of the store.</param>
    /// <param name="through">The store configuration that the service gets: a proxy, or null to connect to the store directly.</param>
    /// <param name="settings">Further settings of the service.</param>
    public static async Task<Deployment> StartAsync(
        string configuration, string? through = null, params (string Name, string Value)[] settings)
    {
        var prefix = StoreServer.FreshPrefix();
        return new(await RunningService.StartAsync(
            "recognitions", through ?? configuration, prefix, settings.Select(one => (one.Name, (string?)one.Value))), configuration,
            prefix);
    }

    /// <summary>Starts the service as a process, for tests that kill or stop it, or measure its resource usage.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public static Task<Deployment> StartProcessAsync(
        string configuration, string? through = null, params (string Name, string Value)[] settings) =>
        StartProcessAsync(configuration, new Dictionary<string, string>(), through, settings);

    /// <param name="environment">More environment variables of the process.</param>
    /// <inheritdoc cref="StartAsync"/>
    public static async Task<Deployment> StartProcessAsync(
        string configuration, IReadOnlyDictionary<string, string> environment, string? through = null,
        params (string Name, string Value)[] settings)
    {
        var prefix = StoreServer.FreshPrefix();
        var all = new Dictionary<string, string> { ["Store:Configuration"] = through ?? configuration, ["Store:KeyPrefix"] = prefix };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new(
            await ServiceProcess.StartAsync("Recognitions", all, TestContext.Current.CancellationToken, environment), configuration,
            prefix);
    }

    /// <summary>Asks a service in the test process to stop, like SIGTERM, and returns when it has stopped.</summary>
    public Task StopAsync() => ((RunningService)Service).StopAsync();

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        sockets.Dispose();
        await Service.DisposeAsync();
    }
}
