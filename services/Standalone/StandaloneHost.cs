using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Dashboard;
using KosovoNato.Hosting.Addresses;
using KosovoNato.Milestones;
using KosovoNato.Recognitions;
using KosovoNato.Recommendations;
using KosovoNato.Replication.Bus;
using KosovoNato.Seeder;
using KosovoNato.Standalone.Sandbox;
using KosovoNato.Storage;

namespace KosovoNato.Standalone;

/// <summary>
/// The whole system in one process: the store, the services, the bus between them, and the seeds. Prints a summary, then runs until it is
/// stopped.
/// </summary>
static class StandaloneHost
{
    /// <exception cref="EmbeddedStoreException">The store did not start.</exception>
    /// <exception cref="StandaloneException">Another part did not start, or stopped unexpectedly.</exception>
    public static async Task RunAsync(
        StandaloneOptions options, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        DemoDirectory.Check(options.DataDirectory, options.Sandbox.DemoInterval is not null);
        await using var store = await EmbeddedStore.StartAsync(new() { DataDirectory = options.DataDirectory }, cancellationToken);
        // After the store has locked the directory: before, the file could be that of another running process.
        PublishedAddressFile.Clear(options.AddressFile);
        if (!options.PrintsJson)
        {
            await output.WriteLineAsync($"store {store.Configuration} process {store.ProcessId}");
        }

        using var own = options.Sandbox.NeedsOwnKeys ? OwnKeys.Write(options.ServiceKeyFile, options.KeyFile) : null;
        if (options.Sandbox.DemoInterval is not null)
        {
            DemoDirectory.Mark(options.DataDirectory);
        }

        await using var bus = ChangeBus.InMemory();
        bus.Start();
        var hosts = new List<ServiceHost>();
        try
        {
            foreach (var service in Services(options))
            {
                var settings = new SharedHostSettings(
                    store.Configuration, StoreDisk.Of(options.DataDirectory), options.ServiceKeyFile, options.Sandbox.Writers, bus,
                    [.. hosts]);
                hosts.Add(await ServiceHost.StartAsync(service, settings, cancellationToken));
            }

            var summary = await LoadAndSummarizeAsync(hosts, options, own, cancellationToken);
            var addresses = AddressesOf(hosts, options);
            using var published = Publish(addresses, options);
            await output.WriteLineAsync(
                options.PrintsJson ? addresses.ToJson() : $"{summary}\n{options.Sandbox}ready {options.AddressFile}");
            await using var demo = options.Sandbox.DemoInterval is { } interval
                ? RunningDemo.Start(PatientlyAt(hosts[0], own!.DemoKey), PatientlyAt(hosts[1], own.DemoKey), interval, errors)
                : null;
            await RunUntilAskedToEnd(store, hosts, demo, options, cancellationToken);
        }
        finally
        {
            // Stop the services before the store, because they still write to it.
            await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
        }
    }

    /// <summary>
    /// Returns the services of this process, upstreams first. Each has its own ports, and all keep their hash in the same store.
    /// </summary>
    static IEnumerable<ServiceDefinition> Services(StandaloneOptions options)
    {
        var grpc = StandaloneOptions.Ports(options.GrpcPort);
        var http = StandaloneOptions.Ports(options.HttpPort);
        yield return new("recognitions", grpc[0], http[0], RecognitionsModule.Build);
        yield return new("milestones", grpc[1], http[1], MilestonesModule.Build);
        yield return new("recommendations", grpc[2], http[2], RecommendationsModule.Build);
        yield return new("dashboard", grpc[3], http[3], DashboardModule.Build);
    }

    static ProcessAddresses AddressesOf(IReadOnlyList<ServiceHost> hosts, StandaloneOptions options) =>
        new(
            Environment.ProcessId, hosts.ToDictionary(host => host.Name, host => host.Addresses),
            options.Sandbox.IsReadOnly ? null : options.KeyFile);

    static PublishedAddressFile Publish(ProcessAddresses addresses, StandaloneOptions options)
    {
        try
        {
            return PublishedAddressFile.Write(options.AddressFile, addresses);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StandaloneException.AddressesNotWritten(options.AddressFile, failure);
        }
    }

    static async Task<string> LoadAndSummarizeAsync(
        IReadOnlyList<ServiceHost> hosts, StandaloneOptions options, OwnKeys? own, CancellationToken cancellationToken)
    {
        var key = options.Sandbox.IsReadOnly ? own!.LoaderKey : await FirstKeyAsync(options, cancellationToken);
        await using var recognitions = new RecognitionsClient(PatientlyAt(hosts[0], key));
        await using var milestones = new MilestonesClient(PatientlyAt(hosts[1], key));
        await using var recommendations = new RecommendationsClient(PatientlyAt(hosts[2], key));
        try
        {
            var seeds = await new SeedLoader(recognitions.Rpc, milestones.Rpc, recommendations.Rpc).LoadAsync(
                options.SeedDirectory, cancellationToken);
            foreach (var host in hosts)
            {
                await host.CatchUpAsync(cancellationToken);
            }

            return await new StartupSummary(recognitions.Rpc, milestones.Rpc, recommendations.Rpc, cancellationToken).AskAsync(
                hosts, seeds.Created, options.KeyFile);
        }
        catch (Exception failure) when (failure is SeedFileException or SeedRejectedException)
        {
            throw StandaloneException.WrongSeeds(options.SeedDirectory, failure);
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw StandaloneException.NoAnswer($"{failure.StatusCode}: {failure.Status.Detail}", failure);
        }
        catch (RpcException failure)
        {
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
    }

    static async Task<string> FirstKeyAsync(StandaloneOptions options, CancellationToken cancellationToken) =>
        (await File.ReadAllLinesAsync(options.KeyFile, cancellationToken)).Select(line => line.Trim())
            .First(line => line.Length > 0 && line[0] != '#').Split(':', 2)[1];

    static ClientOptions PatientlyAt(ServiceHost host, string key) => new()
    {
        Address = host.Grpc,
        ApiKey = key,
        // A service that has just started is still loading its snapshot. Retry often, so that this program continues as soon as it is
        // ready.
        CallTimeout = TimeSpan.FromSeconds(30),
        AttemptTimeout = TimeSpan.FromSeconds(30),
        MaxAttempts = 20,
        MaxBackoff = TimeSpan.FromSeconds(2),
    };

    static async Task RunUntilAskedToEnd(
        EmbeddedStore store, List<ServiceHost> hosts, RunningDemo? demo, StandaloneOptions options, CancellationToken cancellationToken)
    {
        var asked = Task.Delay(Timeout.Infinite, cancellationToken);
        var first = await Task.WhenAny([asked, store.Exited, .. hosts.Select(host => host.Ended), demo?.Ended ?? asked]);
        if (first == asked)
        {
            return;
        }

        if (first == demo?.Ended)
        {
            await first; // fails
        }

        throw first == store.Exited
            ? StandaloneException.StoreEnded(options.DataDirectory)
            : StandaloneException.ServiceEnded(hosts.Single(host => host.Ended == first).Name);
    }
}
