using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The recognition service on a store, and a caller with a key: as an operator and a partner have it.</summary>
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
            // A killed service is back within seconds here; waiting longer would only make the tests slow.
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(20),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
        });
        Anonymous = channel.CreateCallInvoker();
        Invoker = Anonymous.Intercept(new TestLifetimeInterceptor(Key));
        Rpc = new(Invoker);
    }

    public ITestedService Service { get; }

    /// <summary>The service, if it is a process.</summary>
    public ServiceProcess Process => (ServiceProcess)Service;

    /// <summary>Where the store really is, for a reader that does not go through the service.</summary>
    public string Configuration { get; }

    public string Prefix { get; }

    public string StoreKey => $"{Prefix}:recognitions";

    /// <summary>The calls, with the key.</summary>
    public RecognitionService.RecognitionServiceClient Rpc { get; }

    public CallInvoker Invoker { get; }

    public CallInvoker Anonymous { get; }

    public GrpcChannel Channel => channel;

    /// <summary>Starts the service in the process of the tests, which costs a fraction of a process of its own.</summary>
    /// <param name="configuration">Where the store really is.</param>
    /// <param name="through">Where the service is told that it is: a proxy, or nothing for the place itself.</param>
    /// <param name="settings">Further settings of the service.</param>
    public static async Task<Deployment> StartAsync(
        string configuration, string? through = null, params (string Name, string Value)[] settings)
    {
        var prefix = StoreServer.FreshPrefix();
        return new(await RunningService.StartAsync(
            "recognitions", through ?? configuration, prefix, settings.Select(one => (one.Name, (string?)one.Value))), configuration,
            prefix);
    }

    /// <summary>Starts the service as a process, for tests that kill or stop it, or measure what it costs.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public static async Task<Deployment> StartProcessAsync(
        string configuration, string? through = null, params (string Name, string Value)[] settings)
    {
        var prefix = StoreServer.FreshPrefix();
        var all = new Dictionary<string, string> { ["Store:Configuration"] = through ?? configuration, ["Store:KeyPrefix"] = prefix };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new(await ServiceProcess.StartAsync("Recognitions", all, TestContext.Current.CancellationToken), configuration, prefix);
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        sockets.Dispose();
        await Service.DisposeAsync();
    }
}
