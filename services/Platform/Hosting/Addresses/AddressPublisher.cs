using KosovoNato.Hosting.Telemetry;
using KosovoNato.Serving.Transport;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KosovoNato.Hosting.Addresses;

/// <summary>
/// Publishes where a service listens, as soon as it is ready: in the log and, if <c>Listen:AddressFile</c> is set, in that file until the
/// service stops. A program that starts the service on free ports waits for one of them.
/// </summary>
sealed partial class AddressPublisher(
    string service, IServer server, HealthCheckService health, IOptions<ListenerOptions> options, IHostApplicationLifetime lifetime,
    TimeProvider timeProvider, ILogger<AddressPublisher> logger) : BackgroundService
{
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public static void Add(IServiceCollection services, string service) => services.AddHostedService(
        provider => ActivatorUtilities.CreateInstance<AddressPublisher>(provider, service));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var path = options.Value.AddressFile;
        try
        {
            if (path.Length > 0)
            {
                PublishedAddressFile.Clear(path);
            }

            await ReadyAsync(stoppingToken);
            var addresses = ServiceAddresses.From(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses);
            using var file = path.Length > 0
                ? PublishedAddressFile.Write(
                    path, new(Environment.ProcessId, new Dictionary<string, ServiceAddresses> { [service] = addresses }))
                : null;
            Ready(logger, service, addresses.Grpc, addresses.Http);
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops, and its file is gone.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotWritten(logger, path, failure);
        }
    }

    async Task ReadyAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while ((await health.CheckHealthAsync(check => check.Tags.Contains(ReadinessHealthCheck.ReadyTag), stoppingToken)).Status
            != HealthStatus.Healthy)
        {
            await Task.Delay(PollInterval, timeProvider, stoppingToken);
        }
    }

    [LoggerMessage(EventName = "host.ready", Level = LogLevel.Information,
        Message = "{Service} is ready: gRPC {Grpc}, JSON and metrics {Http}.")]
    static partial void Ready(ILogger logger, string service, string grpc, string http);

    [LoggerMessage(EventName = "host.addresses_not_written", Level = LogLevel.Error,
        Message = "The addresses cannot be written to {File}. The service runs, but programs that wait for the file do not find it. Set "
        + "Listen:AddressFile to a file in a writable directory, and restart.")]
    static partial void NotWritten(ILogger logger, string file, Exception reason);
}
