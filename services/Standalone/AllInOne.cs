using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Recognitions;
using KosovoNato.Seeder;

namespace KosovoNato.Standalone;

/// <summary>The whole: the store, the services on it, the seeds, what is known; then it runs until it is asked to end.</summary>
static class AllInOne
{
    const string Recognitions = "recognitions";

    /// <exception cref="EmbeddedStoreException">The store did not start.</exception>
    /// <exception cref="StandaloneException">Something else did not start, or ended by itself.</exception>
    public static async Task RunAsync(StandaloneOptions options, TextWriter output, CancellationToken stop)
    {
        await using var store = await EmbeddedStore.StartAsync(new() { DataDirectory = options.DataDirectory }, stop);
        await output.WriteLineAsync($"store {store.Configuration} process {store.ProcessId}");
        var hosts = new List<ServiceHost>();
        try
        {
            foreach (var service in Services(options))
            {
                hosts.Add(await ServiceHost.StartAsync(service, store.Configuration, options.KeyFile, stop));
            }

            var recognitions = hosts.Single(host => host.Name == Recognitions);
            await output.WriteLineAsync(await LoadAndSummarizeAsync(recognitions, options, stop));
            await RunUntilAskedToEnd(store, hosts, options, stop);
        }
        finally
        {
            // Before the store, whose end is the last thing: they still write to it.
            await Task.WhenAll(hosts.Select(host => host.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Every service of this process. Each listens on ports of its own; all keep their hash in the one store.</summary>
    static HostedService[] Services(StandaloneOptions options) =>
    [
        new(Recognitions, options.GrpcPort, options.HttpPort, RecognitionsModule.Build),
    ];

    static async Task<string> LoadAndSummarizeAsync(ServiceHost host, StandaloneOptions options, CancellationToken stop)
    {
        await using var client = new RecognitionsClient(new ClientOptions
        {
            Address = host.Grpc,
            Key = (await File.ReadAllLinesAsync(options.KeyFile, stop)).Select(line => line.Trim())
                .First(line => line.Length > 0 && line[0] != '#').Split(':', 2)[1],
            // A service that has just been started loads its state: asked often, it answers as soon as it can.
            Deadline = TimeSpan.FromSeconds(30),
            AttemptDeadline = TimeSpan.FromSeconds(30),
            MaxAttempts = 20,
            BackoffMax = TimeSpan.FromSeconds(2),
        });
        try
        {
            var seeds = await new SeedLoader(client.Rpc).LoadAsync(options.SeedDirectory, stop);
            return await Summary.AskAsync(client.Rpc, host, seeds.Created, options.KeyFile, stop);
        }
        catch (Exception failure) when (failure is SeedFileException or SeedRefusedException)
        {
            throw StandaloneException.WrongSeeds(options.SeedDirectory, failure);
        }
        catch (RpcException failure) when (!stop.IsCancellationRequested)
        {
            throw StandaloneException.NoAnswer(host.Name, $"{failure.StatusCode}: {failure.Status.Detail}", failure);
        }
        catch (RpcException failure)
        {
            throw new OperationCanceledException(failure.Message, failure, stop);
        }
    }

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
