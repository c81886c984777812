using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>Three services, three stores and one broker. Each process is killed at random while writers work.</summary>
public sealed class ChaosTests
{
    static readonly string[] Codes = ["ES", "GR", "RO", "SK", "CY", "RS", "BR", "IN"];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Nothing_is_lost_or_doubled_and_all_derived_fields_are_correct_at_the_end()
    {
        await using var broker = await RabbitServer.StartAsync(Cancelled);
        var stores = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StoreServer.StartAsync(StoreBackend.Redis, Cancelled)));
        try
        {
            await using var services = await ThreeServices.StartProcessesAsync(
                [.. stores.Select(store => store.Configuration)], broker.Address("/"), checkEvery: TimeSpan.FromSeconds(2));
            await SeedLoading.LoadAsync(services);
            await RecognitionActs.ProgressIs(services, 28, 32);

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
            var writers = Codes.Select(code => new Flipper(services.RecognitionRpc, code)).ToArray();
            var writing = writers.Select(writer => writer.RunAsync(stop.Token)).ToArray();
            var random = new Random(7);
            int[] targets = [0, 1, 2, 3, 4];
            for (var kill = 0; kill < StressMode.Rounds(4, 60); kill++)
            {
                if (kill % targets.Length == 0)
                {
                    random.Shuffle(targets);
                }

                await WroteMoreAsync(writers, writing, 16);
                switch (targets[kill % targets.Length])
                {
                    case 0:
                        await broker.KillAsync(Cancelled);
                        await WroteMoreAsync(writers, writing, 16);
                        await broker.StartAgainAsync(Cancelled);
                        break;
                    case 1:
                        var store = stores[random.Next(stores.Length)];
                        await store.KillAsync(Cancelled);
                        await store.RestartAsync(Cancelled);
                        break;
                    case var other:
                        var killed = (ServiceProcess)services.All[other - 2];
                        await killed.KillAsync();
                        await killed.StartAgainAsync(Cancelled);
                        break;
                }
            }

            await stop.CancelAsync();
            await Task.WhenAll(writing).WithinAsync(60);
            await AssertRightAsync(services, writers);
            services.AssertNoErrors();
        }
        finally
        {
            foreach (var store in stores)
            {
                await store.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// Compares the recognition service's count, and the last response to each writer, with the derived fields of the other services.
    /// </summary>
    static async Task AssertRightAsync(ThreeServices services, Flipper[] writers)
    {
        var nato = await services.RecognitionRpc.CountRecognitionsAsync(new() { Organization = "organizations/nato" });
        await Eventually.True(
            async () => await RecognitionActs.ProgressAsync(services) == (nato.RecognizingCount, nato.TotalCount), seconds: 60,
            what: $"R1 is {nato.RecognizingCount} of {nato.TotalCount}");
        await Eventually.True(async () => await MilestoneAgreesAsync(services, nato), seconds: 60);
        foreach (var writer in writers)
        {
            var recognition =
                (await services.RecognitionRpc.GetRecognitionAsync(new() { Name = $"recognitions/{writer.Code}-XK" })).Recognition;
            Assert.Equal(writer.Recognizes, recognition.Status == RecognitionStatus.Recognized);
            Assert.Equal(writer.Granted, recognition.Acts.Count);
        }
    }

    static async Task<bool> MilestoneAgreesAsync(ThreeServices services, CountRecognitionsResponse nato)
    {
        var gate = (await services.MilestoneRpc.GetMilestoneAsync(new() { Name = "milestones/recognition-nato" })).Milestone;
        var open = gate.Blockers.Where(blocker => blocker.Status == Milestones.V1.BlockerStatus.Open).Select(blocker => blocker.Origin);
        return gate.Outlook.Criterion.MetCount == nato.RecognizingCount
            && gate.Outlook.Criterion.Missing.SequenceEqual(nato.NonRecognizingStates)
            && open.Order(StringComparer.Ordinal)
                .SequenceEqual(nato.NonRecognizingStates.Intersect(gate.Blockers.Select(blocker => blocker.Origin)));
    }

    static async Task WroteMoreAsync(Flipper[] writers, Task[] writing, int more)
    {
        var from = writers.Sum(writer => writer.Done);
        await Eventually.True(async () =>
        {
            foreach (var failed in writing.Where(task => task.IsFaulted))
            {
                await failed;
            }

            return writers.Sum(writer => writer.Done) >= from + more;
        }, seconds: 90);
    }

    /// <summary>
    /// Repeatedly records a recognition by one state and retracts it; retries each write with its request ID until the outcome is known.
    /// </summary>
    sealed class Flipper(RecognitionService.RecognitionServiceClient rpc, string code)
    {
        public string Code => code;

        public int Done { get; private set; }

        public int Granted { get; private set; }

        public bool Recognizes { get; private set; }

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var request = RecognitionActs.Grant(code);
                var act = (await InsistAsync(() => rpc.RecordActAsync(request))).Recognition.Acts.Single(one => !one.Retracted);
                (Recognizes, Granted, Done) = (true, Granted + 1, Done + 1);
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                var retraction = new RetractActRequest
                {
                    Name = $"recognitions/{code}-XK",
                    ActId = act.Id,
                    RequestId = TestRequests.NewId()
                };
                await InsistAsync(() => rpc.RetractActAsync(retraction));
                (Recognizes, Done) = (false, Done + 1);
            }
        }

        static async Task<T> InsistAsync<T>(Func<AsyncUnaryCall<T>> call)
        {
            while (true)
            {
                try
                {
                    return await call();
                }
                catch (RpcException away)
                    when (away.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown)
                {
                    await Task.Delay(50, Cancelled);
                }
            }
        }
    }
}
