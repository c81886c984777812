using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>A service process on a store, and a caller with a key: as an operator and a partner have it.</summary>
sealed class Deployment : IAsyncDisposable
{
    public const string Key = "a-key-for-tests-only-0123456789";

    readonly DirectoryInfo folder;
    readonly GrpcChannel channel;
    readonly SocketsHttpHandler sockets;

    Deployment(ServiceProcess service, string configuration, string prefix, DirectoryInfo folder)
    {
        (Service, Configuration, Prefix, this.folder) = (service, configuration, prefix, folder);
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
        Invoker = Anonymous.Intercept(new BoundToTest(Key));
        Rpc = new(Invoker);
    }

    public ServiceProcess Service { get; }

    /// <summary>Where the store really is, for a reader that does not go through the service.</summary>
    public string Configuration { get; }

    public string Prefix { get; }

    public string StoreKey => $"{Prefix}:recognitions";

    /// <summary>The calls, with the key.</summary>
    public RecognitionService.RecognitionServiceClient Rpc { get; }

    public CallInvoker Invoker { get; }

    public CallInvoker Anonymous { get; }

    public GrpcChannel Channel => channel;

    /// <param name="configuration">Where the store really is.</param>
    /// <param name="through">Where the service is told that it is: a proxy, or nothing for the place itself.</param>
    /// <param name="settings">Further settings of the service.</param>
    public static async Task<Deployment> StartAsync(
        string configuration, string? through = null, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("kosovonato-service-");
        var keys = Path.Combine(folder.FullName, "keys");
        await File.WriteAllTextAsync(keys, $"tester:{Key}\n", TestContext.Current.CancellationToken);
        var prefix = StoreServer.FreshPrefix();
        var all = new Dictionary<string, string>
        {
            ["Store:Configuration"] = through ?? configuration,
            ["Store:Prefix"] = prefix,
            ["Access:KeyFile"] = keys,
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var service = await ServiceProcess.StartAsync("Recognitions", all, TestContext.Current.CancellationToken);
        return new(service, configuration, prefix, folder);
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        sockets.Dispose();
        await Service.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
