using System.Text;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using RabbitMQ.Client;
using StackExchange.Redis;

namespace KosovoNato.EndToEnd.Tests.Backup.Upgrade;

/// <summary>
/// Makes the recording of a release, on demand: RECORD_RELEASE is the name of the release, and TEST_SERVICES the folder of its build. See
/// Releases/README.md.
/// </summary>
public sealed class RecordRelease(SharedStores stores, SharedBroker brokers)
{
    const int MessagesKept = 40;
    static readonly string[] Exchanges =
    [
        "kosovonato.recognitions.v1.RecognitionsChanged", "kosovonato.milestones.v1.MilestonesChanged",
        "kosovonato.recommendations.v1.RecommendationsChanged",
    ];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true), Trait("Run", "by-hand")]
    public async Task The_stores_tokens_messages_and_responses_of_a_release_are_recorded()
    {
        var name = Environment.GetEnvironmentVariable("RECORD_RELEASE");
        Assert.False(string.IsNullOrEmpty(name), "RECORD_RELEASE=name and TEST_SERVICES=folder record a release.");
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        var broker = await brokers.Server;
        var address = broker.Address(await broker.FreshVirtualHostAsync(Cancelled));
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        foreach (var exchange in Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: Cancelled);
            await channel.QueueDeclareAsync(exchange, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled);
            await channel.QueueBindAsync(exchange, exchange, "", cancellationToken: Cancelled);
        }

        // Small enough that even a short log has checkpoints.
        var checkpoints = new Dictionary<string, string> { ["Store:CheckpointInterval"] = "100" };
        await using var services = await ThreeServices.StartAsync([store, store, store], address, TimeSpan.FromSeconds(1), checkpoints);
        await SeedLoading.LoadAsync(services);
        await RecognitionActs.ProgressIs(services, 28, 32);
        var resumes = new List<(string Token, long After)>();
        foreach (var service in ReleasedService.All)
        {
            resumes.Add(await TokensOf(service, services).ResumeAsync());
        }

        await HappenAsync(services);
        await using var database = await ConnectionMultiplexer.ConnectAsync($"{store},allowAdmin=true");
        var keys = database.GetServers()[0].Keys(pattern: $"{services.Prefix}*").Select(key => (string)key!)
            .Where(key => !key.EndsWith(":probe", StringComparison.Ordinal)).ToList();
        var recorded = new Dictionary<string, RecordedService>();
        foreach (var (service, index) in ReleasedService.All.Select((service, index) => (service, index)))
        {
            var own = keys.Where(key => key.StartsWith($"{services.Prefix}:{service.Name}", StringComparison.Ordinal)).ToList();
            var held = new Dictionary<string, Dictionary<string, byte[]>>();
            foreach (var key in own)
            {
                var fields = await database.GetDatabase().HashGetAllAsync(key);
                held.Add(key[(services.Prefix.Length + 1)..],
                    fields.ToDictionary(field => (string)field.Name!, field => (byte[])field.Value!));
            }

            var log = held[service.Name];
            var head = long.Parse(Encoding.ASCII.GetString(log["head"]), System.Globalization.CultureInfo.InvariantCulture);
            var messages = await MessagesAsync(channel, Exchanges[index]);
            recorded.Add(service.Name, await RecordAsync(service, services, held, head, resumes[index], messages));
        }

        await new RecordedRelease(recorded).WriteAsync(name);
        Assert.All(recorded, one => Assert.NotEmpty(one.Value.Messages));
        Assert.Contains(recorded["recognitions"].Keys.Keys, key => key.Contains(":checkpoint:", StringComparison.Ordinal));
    }

    static async Task<RecordedService> RecordAsync(
        ReleasedService service, ThreeServices services, Dictionary<string, Dictionary<string, byte[]>> held, long head,
        (string Token, long After) resume, IReadOnlyList<RecordedMessage> messages)
    {
        Assert.True(resume.After < head, "Nothing came after the resume token.");
        var identity = Encoding.ASCII.GetString(held[service.Name]["identity"]);
        var answers = await ServiceReadout.ThenAsync(service.InvokerOf(services), service.Descriptor, identity, head, 1, head / 2, head);
        var tokens = TokensOf(service, services);
        var (pageToken, second) = await tokens.SecondPageAsync(head);
        var revision = await tokens.OfRevisionAsync(head / 2);
        return new(held, head, new(answers), revision, pageToken, second, resume.Token, resume.After, messages);
    }

    static Tokens TokensOf(ReleasedService service, ThreeServices services) =>
        new(new(service.InvokerOf(services), service.Descriptor), service.FirstList);

    /// <summary>On top of the seeds: acts, retractions, corrections, and batches.</summary>
    static async Task HappenAsync(ThreeServices services)
    {
        var granted = await RecognitionActs.GrantAsync(services, "SK");
        await RecognitionActs.ProgressIs(services, 29, 32);
        await RecognitionActs.RetractAsync(services, "SK", granted.Recognition.Acts[^1].Id);
        await RecognitionActs.ProgressIs(services, 28, 32);
        await RecognitionActs.GrantAsync(services, "GR");
        await RecognitionActs.ProgressIs(services, 29, 32);
        await services.RecognitionRpc.RegisterSourceAsync(TestRequests.Register("recorded"));
        await services.RecognitionRpc.CorrectSourceAsync(TestRequests.Correct("recorded", "Überschrift „neu“"));
        var (one, two) = (TestRequests.Register("recorded-one"), TestRequests.Register("recorded-two"));
        one.RequestId = two.RequestId = "";
        await services.RecognitionRpc.BatchWriteAsync(new()
        {
            Writes = { new RecognitionsWrite { RegisterSource = one }, new RecognitionsWrite { RegisterSource = two } },
            RequestId = TestRequests.NewId(),
        });
    }

    static async Task<IReadOnlyList<RecordedMessage>> MessagesAsync(IChannel channel, string queue)
    {
        var taken = new List<RecordedMessage>();
        await Eventually.True(async () => await channel.MessageCountAsync(queue, Cancelled) > 0, seconds: 30);
        while (taken.Count < MessagesKept && await channel.BasicGetAsync(queue, autoAck: true, Cancelled) is { } got)
        {
            taken.Add(new(
                got.BasicProperties.ContentType ?? "",
                (got.BasicProperties.Headers ?? new Dictionary<string, object?>()).ToDictionary(
                    header => header.Key, header => header.Value is byte[] text ? Encoding.UTF8.GetString(text) : $"{header.Value}"),
                got.Body.ToArray()));
        }

        return taken;
    }
}
