using Google.Protobuf;
using KosovoNato.Changes.V1;
using KosovoNato.Evidence.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>A service reaches the same snapshot regardless of the order and number of the messages and of its start time.</summary>
public sealed class ConvergenceTests(SharedStores stores)
{
    const int Steps = 120;
    static readonly TimeSpan Never = TimeSpan.FromHours(1);
    static readonly string[] Codes = ["ES", "GR", "RO", "SK", "CY", "BA", "AL", "HR", "FR", "US", "LR", "NR"];
    static readonly ActKind[] Kinds =
        [ActKind.Announced, ActKind.Granted, ActKind.WithdrawalClaimed, ActKind.WithdrawalConfirmed, ActKind.Reaffirmed, ActKind.Confirmed,
            ActKind.Invalidated];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_order_of_delivery_and_every_start_time_lead_to_the_same_snapshot()
    {
        for (var round = 0; round < StressMode.Rounds(1, 20); round++)
        {
            await RunAsync(new Random(round));
        }
    }

    async Task RunAsync(Random random)
    {
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        await using var recognitions = await Deployment.StartAsync(store);
        await new SeedLoader(recognitions.Rpc).LoadAsync(RepositoryPaths.File("seeds"), Cancelled).WithinAsync(60);
        var address = recognitions.Service.GrpcAddress;
        await using var always = await InProcessMilestones.StartAsync(store, StoreServer.FreshPrefix(), address, TimeSpan.FromSeconds(1));
        await always.LoadSeedsAsync();
        await using var disturbed = await InProcessMilestones.StartAsync(store, StoreServer.FreshPrefix(), address, Never);
        await disturbed.LoadSeedsAsync();
        await disturbed.Recognitions.CatchUpAsync(Cancelled).WithinAsync(20);
        var beginning = (await recognitions.Rpc.ListStatesAsync(new() { PageSize = 1 })).Revision.Token;
        var interrupted = StoreServer.FreshPrefix();
        await using (var first = await InProcessMilestones.StartAsync(store, interrupted, address, Never))
        {
            await first.LoadSeedsAsync();
            await first.Recognitions.CatchUpAsync(Cancelled).WithinAsync(20);
            await HappenAsync(recognitions, random, Steps / 2);
            await first.Recognitions.CatchUpAsync(Cancelled).WithinAsync(20);
        }

        await HappenAsync(recognitions, random, Steps / 2);

        await DeliverAsync(await MessagesAsync(recognitions, beginning), disturbed, random);
        await disturbed.Recognitions.CatchUpAsync(Cancelled).WithinAsync(60);
        await using var back = await InProcessMilestones.StartAsync(store, interrupted, address, Never);
        await back.Recognitions.CatchUpAsync(Cancelled).WithinAsync(60);
        await using var late = await InProcessMilestones.StartAsync(store, StoreServer.FreshPrefix(), address, Never);
        await late.LoadSeedsAsync();
        await late.Recognitions.CatchUpAsync(Cancelled).WithinAsync(60);
        await always.Recognitions.CatchUpAsync(Cancelled).WithinAsync(60);

        var expected = await always.HeldAsync();
        Assert.NotEmpty(expected);
        AssertSame(expected, await disturbed.HeldAsync(), "lost, repeated and reordered messages");
        AssertSame(expected, await back.HeldAsync(), "off for a time");
        AssertSame(expected, await late.HeldAsync(), "started last");
        foreach (var host in new[] { always, disturbed, back, late })
        {
            host.AssertNoErrors();
        }
    }

    static void AssertSame(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual, string who)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected.Keys, name => Assert.True(expected[name] == actual[name], $"{who}: {expected[name]}\n{actual[name]}"));
    }

    /// <summary>Random acts and retractions. Those that cannot follow the earlier acts are rejected and have no effect.</summary>
    static async Task HappenAsync(Deployment recognitions, Random random, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var code = Codes[random.Next(Codes.Length)];
            var acts = (await recognitions.Rpc.GetRecognitionAsync(new() { Name = $"recognitions/{code}-XK" })).Recognition.Acts;
            try
            {
                if (random.Next(3) == 0 && acts.Count > 0)
                {
                    await recognitions.Rpc.RetractActAsync(
                        new()
                        {
                            Name = $"recognitions/{code}-XK",
                            ActId = acts[random.Next(acts.Count)].Id,
                            RequestId = TestRequests.NewId()
                        });
                }
                else
                {
                    await recognitions.Rpc.RecordActAsync(Record(code, Kinds[random.Next(Kinds.Length)], random.Next(28)));
                }
            }
            catch (Grpc.Core.RpcException refused) when (refused.StatusCode == Grpc.Core.StatusCode.FailedPrecondition)
            {
            }
        }
    }

    static RecordActRequest Record(string code, ActKind kind, int day) => new()
    {
        Recognizer = code,
        Subject = "XK",
        RequestId = TestRequests.NewId(),
        Act = new()
        {
            Kind = kind,
            Date = $"2026-0{1 + (day % 9)}-{1 + day:00}",
            Evidence = new() { Citations = { new Citation { Source = "sources/gk" } }, Confidence = Confidence.Verified },
        },
    };

    /// <summary>A worst-case bus: loses some messages, duplicates others, and delivers them in random order.</summary>
    static async Task DeliverAsync(IReadOnlyList<ChangeEnvelope> messages, InProcessMilestones to, Random random)
    {
        var store = to.State.UpstreamPositions["recognitions"].StoreId;
        var delivered = messages.Where(_ => random.Next(5) > 0).SelectMany(message => Enumerable.Repeat(message, 1 + random.Next(2)))
            .ToArray();
        random.Shuffle(delivered);
        foreach (var message in delivered)
        {
            await to.Recognitions.HandleAsync(new ChangeEventId("recognitions", store, message.Revision), message, Cancelled)
                .WithinAsync(30);
        }
    }

    /// <summary>The changes after a revision, as bus messages.</summary>
    static async Task<List<ChangeEnvelope>> MessagesAsync(Deployment recognitions, string after)
    {
        var head = (await recognitions.Rpc.ListStatesAsync(new() { PageSize = 1 })).Revision.Number;
        using var watch = recognitions.Rpc.Watch(new() { RevisionToken = after });
        var messages = new List<ChangeEnvelope>();
        while (messages.Count == 0 || messages[^1].Revision < head)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(20));
            messages.AddRange(
                watch.ResponseStream.Current.Revisions.Select(changed => ChangeEnvelope.Parser.ParseFrom(changed.ToByteArray())));
        }

        return messages;
    }
}
