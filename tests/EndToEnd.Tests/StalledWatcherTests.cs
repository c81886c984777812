using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Measures the memory of the service, so no other test of this assembly runs at the same time.</summary>
[CollectionDefinition(nameof(StalledWatcherTests), DisableParallelization = true)]
[Collection(nameof(StalledWatcherTests))]
public sealed class StalledWatcherTests(SharedStores stores)
{
    const int Live = 20;
    const int StreamsPerConnection = 100;
    const int Batches = 40;
    const int MaxGrowth = 200 << 20;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watchers_that_stop_reading_cost_little_and_do_not_affect_others()
    {
        var stalled = StressMode.Rounds(200, 1_000);
        await using var deployment = await Deployment.StartProcessAsync((await stores.Of(StoreBackend.Redis)).Configuration, through: null,
            ("Watch:MaxStreamsPerCaller", "5000"), ("Watch:WriteTimeout", "00:00:05"));
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        using var live = new Streams(deployment.Service.GrpcAddress, Live);
        var reading = live.Calls.Select(call => ReadToAsync(call, 1 + Batches)).ToList();
        var before = await MetricAsync(deployment.Process, "dotnet_process_memory_working_set_bytes");
        using var still = new Streams(deployment.Service.GrpcAddress, stalled);
        await Task.WhenAll(still.Calls.Select(call => call.ResponseHeadersAsync)).WithinAsync(30);

        for (var batch = 0; batch < Batches; batch++)
        {
            await deployment.Rpc.BatchWriteAsync(BatchOf(batch));
        }

        await Task.WhenAll(reading).WithinAsync(60);
        var growth = await MetricAsync(deployment.Process, "dotnet_process_memory_working_set_bytes") - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{stalled} stalled: {growth >> 20} MB more");
        Assert.True(growth < MaxGrowth, $"{growth >> 20} MB for {stalled} watchers that do not read.");

        // The service ends the stream of a stalled watcher. The watcher finds out when it reads again, from the reason or a reset call.
        await Eventually.True(async () => await MetricAsync(deployment.Process, "kosovonato_watch_active_streams") <= Live, seconds: 60);
        foreach (var call in still.Calls)
        {
            var end = await Assert.ThrowsAsync<RpcException>(() => ReadToAsync(call, long.MaxValue)).WithinAsync(60);
            Assert.Contains(
                end.StatusCode, new[] { StatusCode.ResourceExhausted, StatusCode.Cancelled, StatusCode.Internal, StatusCode.Unavailable });
        }

        deployment.Service.AssertNoErrors();
    }

    static async Task ReadToAsync(AsyncServerStreamingCall<WatchResponse> call, long revision)
    {
        while (await call.ResponseStream.MoveNext(Cancelled))
        {
            if (call.ResponseStream.Current.Revisions.LastOrDefault()?.Revision >= revision)
            {
                return;
            }
        }
    }

    static BatchWriteRequest BatchOf(int batch) => new()
    {
        RequestId = TestRequests.NewId(),
        Writes =
        {
            Enumerable.Range(0, 300).Select(i => new RecognitionsWrite
            {
                RegisterSource = new() { Source = TestRequests.Source($"b{batch}-{i}", new string('x', 450)) },
            }),
        },
    };

    static async Task<long> MetricAsync(ServiceProcess service, string name)
    {
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri(service.HttpAddress, "/metrics"), Cancelled);
        var line = metrics.Split('\n').Single(line => line.StartsWith(name + "{", StringComparison.Ordinal));
        return (long)double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Open watches over several connections.</summary>
    sealed class Streams : IDisposable
    {
        readonly List<GrpcChannel> channels = [];

        public Streams(Uri address, int count)
        {
            for (var opened = 0; opened < count; opened += StreamsPerConnection)
            {
                var channel = GrpcChannel.ForAddress(address);
                channels.Add(channel);
                var client = new RecognitionService.RecognitionServiceClient(channel);
                Calls.AddRange(
                    Enumerable.Range(0, Math.Min(StreamsPerConnection, count - opened))
                        .Select(_ => client.Watch(TestRequests.Watch(), cancellationToken: Cancelled)));
            }
        }

        public List<AsyncServerStreamingCall<WatchResponse>> Calls { get; } = [];

        public void Dispose()
        {
            Calls.ForEach(call => call.Dispose());
            channels.ForEach(channel => channel.Dispose());
        }
    }
}
