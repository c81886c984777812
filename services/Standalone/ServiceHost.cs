using System.Net;
using System.Net.Sockets;
using KosovoNato.Hosting.Addresses;
using KosovoNato.Kernel.Errors;
using KosovoNato.Replication.Bus;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Storage;
using Microsoft.AspNetCore.Connections;

namespace KosovoNato.Standalone;

/// <summary>A service that can run in this process.</summary>
/// <param name="Build">Builds the service from arguments and a callback that changes its settings, as its module does.</param>
sealed record ServiceDefinition(
    string Name, int GrpcPort, int HttpPort, Func<string[], Action<WebApplicationBuilder>, WebApplication> Build);

/// <summary>The settings that the services of this process share.</summary>
/// <param name="Store">The connection string of the store, in which each service has its own hash.</param>
/// <param name="Disk">The disk with the data of the store.</param>
/// <param name="Bus">The bus between the services.</param>
/// <param name="KeyFile">The keys that the services accept.</param>
/// <param name="Writers">The actors who alone may write; none if all callers with a key may.</param>
/// <param name="Started">The services that are running already: upstreams of the services that are started later.</param>
sealed record SharedHostSettings(
    string Store, StoreDisk Disk, string KeyFile, IReadOnlyList<string> Writers, ChangeBus Bus, IReadOnlyList<ServiceHost> Started);

/// <summary>A service in this process. It runs as in its own process, except for its settings, its logs, and how it is stopped.</summary>
sealed partial class ServiceHost : IAsyncDisposable
{
    readonly WebApplication app;

    ServiceHost(string name, WebApplication app)
    {
        (Name, this.app) = (name, app);
        Addresses = ServiceAddresses.From(app.Urls);
        (Grpc, Http) = (new(Addresses.Grpc), new(Addresses.Http));
        Ended = Task.Delay(Timeout.Infinite, app.Lifetime.ApplicationStopping).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    public string Name { get; }

    public ServiceAddresses Addresses { get; }

    public Uri Grpc { get; }

    public Uri Http { get; }

    /// <summary>Waits until the service has applied all revisions of its upstreams.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        // The dashboard stores nothing, so it has no upstreams to catch up with.
        foreach (var upstream in app.Services.GetService<Schema>()?.Upstreams ?? [])
        {
            await app.Services.GetRequiredKeyedService<UpstreamFollower>(upstream).CatchUpAsync(cancellationToken);
        }
    }

    /// <summary>Completes when the service stops, for any reason.</summary>
    public Task Ended { get; }

    /// <exception cref="StandaloneException">The service cannot be started. The message says why.</exception>
    public static async Task<ServiceHost> StartAsync(
        ServiceDefinition service, SharedHostSettings settings, CancellationToken cancellationToken)
    {
        OpenablePort(service.GrpcPort, "--grpc-port");
        OpenablePort(service.HttpPort, "--http-port");
        var app = Build(service, settings);
        try
        {
            await app.StartAsync(cancellationToken);
            return new ServiceHost(service.Name, app);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync();
            if (failure is IOException { InnerException: AddressInUseException })
            {
                throw StandaloneException.PortsTaken(failure);
            }

            throw;
        }
    }

    /// <summary>Ends the streams, lets writes in flight finish, and closes the ports.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await app.StopAsync(CancellationToken.None);
        }
        catch (Exception late) when (late is OperationCanceledException or AggregateException)
        {
            // Continue to stop: writes that are still in flight were not acknowledged, so their callers retry them.
            StoppedLate(app.Logger, Name, late.Message);
        }

        await app.DisposeAsync();
    }

    static WebApplication Build(ServiceDefinition service, SharedHostSettings settings)
    {
        try
        {
            // Ignore settings files in the caller's directory.
            return service.Build([$"--contentRoot={AppContext.BaseDirectory}"], builder => Configure(builder, service, settings));
        }
        // The key file is the only file that the build reads, or creates if it does not exist.
        catch (SettingException failure)
        {
            throw StandaloneException.WrongKeyFile(settings.KeyFile, failure.InnerException ?? failure);
        }
    }

    static void Configure(WebApplicationBuilder builder, ServiceDefinition service, SharedHostSettings settings)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Store:Configuration"] = settings.Store,
            ["Access:ApiKeyFile"] = settings.KeyFile,
            ["Listen:GrpcPort"] = $"{service.GrpcPort}",
            ["Listen:HttpPort"] = $"{service.HttpPort}",
            // One file has the addresses of all services.
            ["Listen:AddressFile"] = "",
        });
        builder.Configuration.AddInMemoryCollection(settings.Writers.Select(
            (writer, at) => new KeyValuePair<string, string?>($"Access:Writers:{at}", writer)));
        builder.Configuration.AddInMemoryCollection(settings.Started.Select(
            upstream => new KeyValuePair<string, string?>($"Upstreams:Addresses:{upstream.Name}", upstream.Grpc.ToString())));
        builder.Services.AddSingleton(settings.Bus);
        builder.Services.AddSingleton(settings.Disk);
        builder.Logging.ClearProviders()
            .AddSimpleConsole(line => line.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton<IHostLifetime, NoOpHostLifetime>();
    }

    // Checked in advance: the server itself does not say which of its ports failed, and logs a long stack trace.
    static void OpenablePort(int port, string option)
    {
        try
        {
            using var trial = new TcpListener(IPAddress.Loopback, port);
            trial.Start();
        }
        catch (SocketException failure)
        {
            throw StandaloneException.PortRefused(port, option, failure);
        }
    }

    /// <summary>Ignores signals, because this program stops the services, and then their store.</summary>
    sealed class NoOpHostLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    [LoggerMessage(EventName = "host.stop_timed_out", Level = LogLevel.Warning,
        Message = "The {Service} service did not stop in time ({Reason}). Shutdown continues; callers retry unacknowledged writes.")]
    static partial void StoppedLate(ILogger logger, string service, string reason);
}
