using System.Globalization;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Etcd.Rpc;
using KosovoNato.Benchmarks.Processes;
using KosovoNato.Testing;

namespace KosovoNato.Benchmarks.Etcd;

/// <summary>One etcd server with default settings except for a larger quota. It also syncs before it responds.</summary>
sealed class EtcdProcess(ChildProcess child, string address) : IAsyncDisposable
{
    public ChildProcess Child => child;

    public string Address => address;

    public static async Task<EtcdProcess> StartAsync(string folder, CancellationToken cancel)
    {
        string client = NewAddress(), peer = NewAddress();
        var child = ChildProcess.Start("etcd",
        [
            "--name", "benchmark", "--data-dir", Path.Combine(folder, "etcd"), "--listen-client-urls", client, "--advertise-client-urls",
            client,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"benchmark={peer}",
            "--quota-backend-bytes", "8000000000",
        ], Path.Combine(folder, "etcd.log"));
        var etcd = new EtcdProcess(child, client);
        using var connections = new Connections(client, 1);
        await Readiness.UntilAsync("etcd", child,
            async () => await new KV.KVClient(connections.Of(0)).RangeAsync(
                new RangeRequest { Key = EtcdRecords.First }, cancellationToken: cancel), cancel);
        return etcd;
    }

    static string NewAddress() => $"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";

    public ValueTask DisposeAsync() => child.DisposeAsync();
}
