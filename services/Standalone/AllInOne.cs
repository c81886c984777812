using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Dashboard;
using KosovoNato.Milestones;
using KosovoNato.Platform.Bus;
using KosovoNato.Recognitions;
using KosovoNato.Recommendations;
using KosovoNato.Seeder;

namespace KosovoNato.Standalone;

/// <summary>The whole: the store, the services on it, the bus between them, the seeds, what is known; then it runs until it is asked to end.</summary>
static class AllInOne
{
    /// <exception cref="EmbeddedStoreException">The store did not start.</exception>
    /// <exception cref="StandaloneException">Something else did not start, or ended by itself.</exception>
    public static async Task RunAsync(StandaloneOptions options, TextWriter output, CancellationToken stop)
    {
        await using var store = await EmbeddedStore.StartAsync(new() { DataDirectory = options.DataDirectory }, stop);
        await output.WriteLineAsync($"store {store.Configuration} process {store.ProcessId}");
        await using var bus = ChangeBus.InMemory();
        bus.Start();
        var hosts = new List<ServiceHost>();
        try
        {
            foreach (var service in Services(options))
            {
                hosts.Add(await ServiceHost.StartAsync(service, new(store.Configuration, options.KeyFile, bus, [.. hosts]), stop));
            }

            await output.WriteLineAsync(await LoadAndSummarizeAsync(hosts, options, stop));
            await RunUntilAskedToEnd(store, hosts, options, stop);
        }
        finally
        {
            // Before the store, whose end is the last thing: they still write to it.
            await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Every service of this process, neighbors first. Each listens on ports of its own; all keep their hash in the one store.</summary>
    static IEnumerable<HostedService> Services(StandaloneOptions options)
    {
        var grpc = StandaloneOptions.Ports(options.GrpcPort);
        var http = StandaloneOptions.Ports(options.HttpPort);
        yield return new("recognitions", grpc[0], http[0], RecognitionsModule.Build);
        yield return new("milestones", grpc[1], http[1], MilestonesModule.Build);
        yield return new("recommendations", grpc[2], http[2], RecommendationsModule.Build);
        yield return new("dashboard", grpc[3], http[3], DashboardModule.Build);
    }

    static async Task<string> LoadAndSummarizeAsync(IReadOnlyList<ServiceHost> hosts, StandaloneOptions options, CancellationToken stop)
    {
        var key = (await File.ReadAllLinesAsync(options.KeyFile, stop)).Select(line => line.Trim())
            .First(line => line.Length > 0 && line[0] != '#').Split(':', 2)[1];
        await using var recognitions = new RecognitionsClient(PatientlyAt(hosts[0], key));
        await using var milestones = new MilestonesClient(PatientlyAt(hosts[1], key));
        await using var recommendations = new RecommendationsClient(PatientlyAt(hosts[2], key));
        try
        {
            var seeds = await new SeedLoader(recognitions.Rpc, milestones.Rpc, recommendations.Rpc).LoadAsync(options.SeedDirectory, stop);
            foreach (var host in hosts)
            {
                await host.CatchUpAsync(stop);
            }

            return await new Summary(recognitions.Rpc, milestones.Rpc, recommendations.Rpc, stop).AskAsync(hosts, seeds.Created, options.KeyFile);
        }
        catch (Exception failure) when (failure is SeedFileException or SeedRefusedException)
        {
            throw StandaloneException.WrongSeeds(options.SeedDirectory, failure);
        }
        catch (RpcException failure) when (!stop.IsCancellationRequested)
        {
            throw StandaloneException.NoAnswer($"{failure.StatusCode}: {failure.Status.Detail}", failure);
        }
        catch (RpcException failure)
        {
            throw new OperationCanceledException(failure.Message, failure, stop);
        }
    }

    static ClientOptions PatientlyAt(ServiceHost host, string key) => new()
    {
        Address = host.Grpc,
        Key = key,
        // A service that has just been started loads its state: asked often, it answers as soon as it can.
        Deadline = TimeSpan.FromSeconds(30),
        AttemptDeadline = TimeSpan.FromSeconds(30),
        MaxAttempts = 20,
        BackoffMax = TimeSpan.FromSeconds(2),
    };

    static async Task RunUntilAskedToEnd(EmbeddedStore store, List<ServiceHost> hosts, StandaloneOptions options, CancellationToken stop)
    {
        var asked = Task.Delay(Timeout.Infinite, stop);
        var first = await Task.WhenAny([asked, store.Exited, .. hosts.Select(host => host.Ended)]);
        if (first == asked)
        {
            return;
        }

        throw first == store.Exited
            ? StandaloneException.StoreEnded(options.DataDirectory)
            : StandaloneException.ServiceEnded(hosts.Single(host => host.Ended == first).Name);
    }
}
