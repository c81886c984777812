using System.Diagnostics;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Benchmarks.Processes;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Benchmarks;

/// <summary>The servers and the records of one run.</summary>
sealed class Bench(BenchmarkOptions options, Report report, CancellationToken cancel) : IAsyncDisposable
{
    public BenchmarkOptions Options => options;

    public Report Report => report;

    public CancellationToken Cancel => cancel;

    public TimeSpan Length { get; } = TimeSpan.FromSeconds(options.Seconds);

    public string Folder { get; } = Folders.NewWork();

    public Records Records { get; } = new(options.Records);

    public RedisProcess Redis { get; private set; } = null!;

    public ServiceProcess Service { get; private set; } = null!;

    /// <summary>Further instances of the service on the same store.</summary>
    public IList<ServiceProcess> MoreInstances { get; } = [];

    /// <summary>The addresses of all instances, separated by commas.</summary>
    public string Address => string.Join(',', [Service.Address, .. MoreInstances.Select(instance => instance.Address)]);

    public IReadOnlyList<(string, ChildProcess)> Measured =>
        [("service", Service.Child), .. MoreInstances.Select(instance => ("service", instance.Child)), ("redis", Redis.Child)];

    /// <summary>Starts the store and the service, and loads the records through the API.</summary>
    public async Task PrepareAsync()
    {
        Redis = await RedisProcess.StartAsync(Folder, cancel);
        Service = await ServiceProcess.StartAsync(Folder, Redis.Configuration, cancel);
        using var connections = new Connections(Service.Address, 1);
        var started = Stopwatch.GetTimestamp();
        await Records.LoadAsync(connections, cancel);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Report.Note($"loaded {options.Records:N0} records of {Records.Bytes} bytes in batches of 1,000 in {elapsed:0.0} s");
    }

    /// <param name="broker">The broker for its changes, or empty for none.</param>
    public async Task RestartServiceAsync(string broker = "")
    {
        await Service.DisposeAsync();
        Service = await ServiceProcess.StartAsync(Folder, Redis.Configuration, cancel, settings: [("Bus__RabbitMqUri", broker)]);
    }

    /// <summary>Starts one more instance of the service.</summary>
    public async Task AddInstanceAsync()
    {
        var folder = Path.Combine(Folder, $"instance-{MoreInstances.Count + 2}");
        MoreInstances.Add(await ServiceProcess.StartAsync(Directory.CreateDirectory(folder).FullName, Redis.Configuration, cancel));
    }

    /// <summary>Measures the service and the limit alternately, so that a slow phase of the machine affects both.</summary>
    public async Task<(Measurement Ours, Measurement Limit)> CompareAsync(
        string what, Func<Task<Measurement>> ours, Func<Task<Measurement>> limit)
    {
        List<Measurement> all = [], limits = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            limits.Add(await limit());
            all.Add(await ours());
            Report.Note($"{what}: ours {all[^1]} [{all[^1].Processors}], limit {limits[^1]} [{limits[^1].Processors}]");
        }

        return (Measurement.Median(all), Measurement.Median(limits));
    }

    /// <summary>Starts the constant server with responses recorded from the service.</summary>
    public async Task<ChildProcess> StartConstantsAsync(string address, int port)
    {
        using var connections = new Connections(Service.Address, 1);
        var client = new RecognitionService.RecognitionServiceClient(connections.Of(0));
        var get = await client.GetSourceAsync(new GetSourceRequest { Name = Records.NameOf(0) }, cancellationToken: cancel);
        var list = await client.ListSourcesAsync(new ListSourcesRequest { PageSize = 1_000 }, cancellationToken: cancel);
        await WriteAsync(ConstantServer.GetFile, get);
        await WriteAsync(ConstantServer.ListFile, list);
        var (response, resource) = (get.CalculateSize(), get.Source.CalculateSize());
        Report.Note($"a Get response has {response} bytes (resource {resource}), a List response {list.CalculateSize():N0}");
        var child = ChildProcess.StartSelf(
            ["constants", port.ToString(System.Globalization.CultureInfo.InvariantCulture), Folder], Path.Combine(Folder, "constants.log"));
        using var constants = new Connections(address, 1);
        await Readiness.UntilAsync("The server of constants", child,
            async () => await constants.Of(0).AsyncUnaryCall(RawMethods.Empty, null, new(cancellationToken: cancel), []), cancel);
        return child;

        Task WriteAsync(string file, Google.Protobuf.IMessage answer) =>
            File.WriteAllBytesAsync(Path.Combine(Folder, file), Google.Protobuf.MessageExtensions.ToByteArray(answer), cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in MoreInstances)
        {
            await instance.DisposeAsync();
        }

        if (Service is not null)
        {
            await Service.DisposeAsync();
        }

        if (Redis is not null)
        {
            await Redis.DisposeAsync();
        }

        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
