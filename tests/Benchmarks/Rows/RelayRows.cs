using System.Globalization;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Benchmarks.Processes;
using RabbitMQ.Client;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// The rate at which a service publishes a backlog, accumulated without a broker, to one quorum queue with an active reader. Compared with
/// the same bytes published by RabbitMQ's own client with the same number in flight and no other work. Both sides send a warm-up of the
/// same size first.
/// </summary>
static class RelayRows
{
    const int WarmUp = 20_000;
    const int Backlog = 20_000;
    const int UnderWay = 64;
    const double Share = 0.60;

    public static async Task RunAsync(Bench bench)
    {
        await using var rabbit = await RabbitProcess.StartAsync(bench.Folder, bench.Cancel);
        await using var connection = await rabbit.ConnectAsync(bench.Cancel);
        await using var reader = await QueueReader.OpenAsync(connection, bench.Cancel);
        // Publish the earlier backlog before the measurement.
        await bench.RestartServiceAsync(rabbit.Address);
        var body = await reader.UntilRevisionAsync((await NewestAsync(bench)).Number, bench.Cancel);
        List<double> ours = [], limits = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            limits.Add(await PublishAsync(bench, rabbit, connection, reader, body));
            ours.Add(await DrainAsync(bench, rabbit, reader));
        }

        double rate = Median(ours), limit = Median(limits);
        bench.Report.Add($"relay, a backlog of {Backlog:N0} to RabbitMQ, against its bare client", $"{rate:N0}/s", $"{limit:N0}/s",
            (rate / limit).ToString("P0", CultureInfo.InvariantCulture), ">= 60 %", rate / limit >= Share);
        await bench.RestartServiceAsync();
    }

    static async Task<double> DrainAsync(Bench bench, RabbitProcess rabbit, QueueReader reader)
    {
        await bench.RestartServiceAsync();
        var before = (await NewestAsync(bench)).Number;
        await ChangeAsync(bench, WarmUp + Backlog - 1);
        var newest = (await NewestAsync(bench)).Number;
        reader.Start();
        await bench.RestartServiceAsync(rabbit.Address);
        await reader.UntilRevisionAsync(newest - Backlog, bench.Cancel);
        reader.Start();
        var load = ProcessorLoad.Start([.. bench.Measured, ("rabbitmq", rabbit.Child)]);
        await reader.UntilRevisionAsync(newest, bench.Cancel);
        var rate = reader.PerSecond;
        Report.Note($"relay: {newest - before:N0} revisions, {rate:N0}/s [{load.Describe(Backlog)}]");
        return rate;
    }

    static async Task<double> PublishAsync(Bench bench, RabbitProcess rabbit, IConnection connection, QueueReader reader, byte[] body)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), bench.Cancel);
        await SendAsync(WarmUp);
        var load = ProcessorLoad.Start([("rabbitmq", rabbit.Child)]);
        await SendAsync(Backlog);
        Report.Note($"bare client: {reader.PerSecond:N0}/s [{load.Describe(Backlog)}]");
        return reader.PerSecond;

        async Task SendAsync(int count)
        {
            reader.Start();
            var underWay = new Queue<Task>();
            for (var i = 0; i < count; i++)
            {
                if (underWay.Count == UnderWay)
                {
                    await underWay.Dequeue();
                }

                underWay.Enqueue(
                    channel.BasicPublishAsync("", QueueReader.Queue, false, new BasicProperties { Persistent = true }, body, bench.Cancel)
                        .AsTask());
            }

            await Task.WhenAll(underWay);
            await reader.UntilCountAsync(count, bench.Cancel);
        }
    }

    static async Task ChangeAsync(Bench bench, int count)
    {
        using var connections = new Connections(bench.Service.Address, Records.MaxCallers);
        await Task.WhenAll(Enumerable.Range(0, Records.MaxCallers).Select(async caller =>
        {
            while (Interlocked.Decrement(ref count) >= 0)
            {
                await bench.Records.CorrectAsync(connections.Of(caller), caller, bench.Cancel);
            }
        }));
    }

    /// <summary>Makes a change, so that the newest revision is known.</summary>
    static async Task<Changes.V1.Revision> NewestAsync(Bench bench)
    {
        using var connections = new Connections(bench.Service.Address, 1);
        return await bench.Records.CorrectAsync(connections.Of(0), 0, bench.Cancel);
    }

    static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}
