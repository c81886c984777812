using System.Globalization;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Etcd;
using KosovoNato.Benchmarks.Loads;

namespace KosovoNato.Benchmarks.Processes;

/// <summary>
/// Many watchers in a separate process. Prints "ready" when all are subscribed, reads the first and last revision of the load, and prints
/// the results.
/// </summary>
static class WatcherProcess
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string kind, string address, int count)
    {
        using var connections = new Connections(address, count);
        using var stop = new CancellationTokenSource();
        var watchers = Enumerable.Range(0, count).Select(_ => new SeenStream()).ToList();
        var reading = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            reading.Add(kind == "etcd"
                ? await EtcdWatch.SubscribeAsync(connections.Of(i), watchers[i], stop.Token)
                : await SubscribeAsync(connections.Of(i), watchers[i], stop.Token));
        }

        Console.WriteLine("ready");
        // On a separate thread: the current one is inside the last subscriber's call.
        var range = (await Task.Run(Console.ReadLine))!.Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        await Task.WhenAny(Task.WhenAll(watchers.Select(watcher => watcher.HasSeen(range[1]))), Task.Delay(Grace));
        var whole = watchers.Count(watcher => watcher.IsWhole(range[0], range[1]));
        var times = Measurement.Of(watchers.Select(watcher => watcher.Times), 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"result {whole} {times.PerSecond} {times.P50} {times.P99} "
            + $"{times.Most}"));
        await stop.CancelAsync();
        await Task.WhenAll(reading);
    }

    static async Task<Task> SubscribeAsync(Grpc.Core.CallInvoker invoker, SeenStream seen, CancellationToken cancel)
    {
        var request = Google.Protobuf.MessageExtensions.ToByteArray(new Recognitions.V1.WatchRequest { FromNow = true });
        var call = invoker.AsyncServerStreamingCall(RawMethods.Watch, null, new(cancellationToken: cancel), request);
        await call.ResponseHeadersAsync;
        return ReadAsync();

        async Task ReadAsync()
        {
            using var held = call;
            try
            {
                while (await call.ResponseStream.MoveNext(cancel))
                {
                    seen.Take(call.ResponseStream.Current);
                }
            }
            catch (Grpc.Core.RpcException e) when (e.StatusCode == Grpc.Core.StatusCode.Cancelled && cancel.IsCancellationRequested)
            {
                // The measurement is over.
            }
        }
    }
}
