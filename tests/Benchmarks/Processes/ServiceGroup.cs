using Grpc.Core;
using Grpc.Core.Interceptors;
using KosovoNato.Benchmarks.Calls;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>The three services on one store, each a process that follows those before it.</summary>
sealed class ServiceGroup(IReadOnlyList<ServiceProcess> processes) : IAsyncDisposable
{
    public ServiceProcess Recognitions => processes[0];

    public ServiceProcess Milestones => processes[1];

    public ServiceProcess Recommendations => processes[2];

    /// <summary>In the order in which they follow each other.</summary>
    public IReadOnlyList<ServiceProcess> All => processes;

    /// <param name="prefix">The prefix of their keys in the store.</param>
    /// <param name="settings">Further settings of each service.</param>
    public static async Task<ServiceGroup> StartAsync(Bench bench, string prefix, params (string, string)[] settings)
    {
        List<ServiceProcess> started = [];
        async Task StartAsync(string project, params (string, string)[] upstreams) => started.Add(
            await ServiceProcess.StartAsync(
                bench.Folder, bench.Redis.Configuration, bench.Cancel, project,
                [("Store__KeyPrefix", prefix), ("Upstreams__PollInterval", "00:00:01"), .. settings, .. upstreams]));
        await StartAsync("Recognitions");
        await StartAsync("Milestones", ("Upstreams__Addresses__recognitions", started[0].Address));
        await StartAsync("Recommendations", ("Upstreams__Addresses__recognitions", started[0].Address),
            ("Upstreams__Addresses__milestones", started[1].Address));
        return new(started);
    }

    /// <summary>Adds the API key to each call of a connection.</summary>
    public static CallInvoker WithKey(Connections connections) => connections.Of(0).Intercept(headers =>
    {
        var all = headers ?? [];
        ServiceProcess.Credentials.ToList().ForEach(all.Add);
        return all;
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }
}
