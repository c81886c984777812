using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Benchmarks.Processes;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// Derived fields at scale: a recognition that moves every outlook, milestone and recommendation, and writes that move none. Services
/// follow each other by RabbitMQ, and each delay is from the sending of the write to the arrival of its last effect at a watcher.
/// </summary>
static class DecisionRows
{
    const int Organizations = 100;
    const int Resources = 5_000;
    const double MostMilliseconds = 100;

    // Parts of the full scale, as divisors.
    static readonly int[] Divisors = [10, 1];

    public static async Task RunAsync(Bench bench)
    {
        await using var rabbit = await RabbitProcess.StartAsync(bench.Folder, bench.Cancel);
        foreach (var divisor in Divisors)
        {
            await using var services = await ServiceGroup.StartAsync(
                bench, $"decisions-{divisor}", ("Bus__RabbitMqUri", rabbit.Address));
            await new Scale(bench, services, divisor).RunAsync();
        }
    }

    /// <summary>The measurements at one scale.</summary>
    sealed class Scale(Bench bench, ServiceGroup services, int divisor)
    {
        readonly DecisionFacts facts = new(Organizations / divisor, Resources / divisor, Resources / divisor);
        readonly string of = string.Create(
            CultureInfo.InvariantCulture,
            $"{Organizations / divisor:N0} organizations, {Resources / divisor:N0} milestones, {Resources / divisor:N0} recommendations");

        public async Task RunAsync()
        {
            List<Connections> connections = [.. services.All.Select(process => new Connections(process.Address, 1))];
            try
            {
                List<CallInvoker> invokers = [.. connections.Select(ServiceGroup.WithKey)];
                var started = Stopwatch.GetTimestamp();
                await facts.LoadRecognitionsAsync(invokers[0], bench.Cancel);
                await facts.LoadMilestonesAsync(invokers[1], bench.Cancel);
                await facts.LoadRecommendationsAsync(invokers[2], bench.Cancel);
                Report.Note($"{of}: loaded in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
                await MoveAllAsync(invokers);
                await MoveNoneAsync(invokers);
            }
            finally
            {
                connections.ForEach(connection => connection.Dispose());
            }
        }

        async Task MoveAllAsync(List<CallInvoker> invokers)
        {
            await using var outlooks = DecisionEffects.OfOutlook(invokers[0]);
            await using var milestones = DecisionEffects.OfMilestone(invokers[1]);
            await using var recommendations = DecisionEffects.OfRecommendation(invokers[2]);
            DecisionEffects[] effects = [outlooks, milestones, recommendations];
            foreach (var effect in effects)
            {
                await effect.BeginAsync(bench.Cancel);
            }

            var client = new RecognitionService.RecognitionServiceClient(invokers[0]);
            var writes = 0;
            // The first write of each kind compiles the code, and is not measured.
            await FlipAsync();
            Array.ForEach(effects, effect => effect.Times.Reset());
            var load = ProcessorLoad.Start(Measured);
            var started = Stopwatch.GetTimestamp();
            for (writes = 0; Stopwatch.GetElapsedTime(started) < bench.Length * bench.Options.Rounds;)
            {
                await FlipAsync();
            }

            bench.Report.Add($"processor for each write that moves everything; {of}", $"{load.Describe(writes)} ({writes} writes)");
            foreach (var effect in effects)
            {
                var result = Measurement.Of([effect.Times], Stopwatch.GetElapsedTime(started).TotalSeconds);
                bench.Report.Add(
                    $"a recognition moves all {effect.What}; {of}",
                    string.Create(CultureInfo.InvariantCulture, $"p50 {result.P50:0.##} ms, p99 {result.P99:0.##} ms"),
                    $"p99 < {MostMilliseconds} ms", result.P99 < MostMilliseconds);
            }

            async Task FlipAsync()
            {
                // A state withdraws its recognition, and that is retracted.
                var state = DecisionFacts.Codes[writes / 2 % DecisionFacts.Codes.Count];
                var act = DecisionFacts.Act(state, ActKind.WithdrawalConfirmed, new DateOnly(2024, 5, 6));
                act.RequestId = Guid.NewGuid().ToString();
                var answer = await ObserveAsync(async () => await client.RecordActAsync(act, cancellationToken: bench.Cancel));
                await ObserveAsync(async () => await client.RetractActAsync(
                    new()
                    {
                        Name = $"recognitions/{state}-XK",
                        ActId = answer.Recognition.Acts.Last(one => one.Kind == ActKind.WithdrawalConfirmed).Id,
                        RequestId = Guid.NewGuid().ToString(),
                    }, cancellationToken: bench.Cancel));
            }

            async Task<T> ObserveAsync<T>(Func<Task<T>> write)
            {
                var sent = Stopwatch.GetTimestamp();
                var waits = effects.Select(effect => effect.NextAsync(sent)).ToList();
                var answer = await write();
                await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(60), bench.Cancel);
                writes++;
                return answer;
            }
        }

        async Task MoveNoneAsync(List<CallInvoker> invokers)
        {
            var milestones = new MilestoneService.MilestoneServiceClient(invokers[1]);
            var recommendations = new RecommendationService.RecommendationServiceClient(invokers[2]);
            await MeasureAsync("a write in milestones that moves nothing", async (_, cancel) => await milestones.CorrectTrackAsync(new()
            {
                Track = new() { Name = DecisionFacts.SampleTrack, Description = Guid.NewGuid().ToString() },
                UpdateMask = FieldMask.FromString("description"),
                RequestId = Guid.NewGuid().ToString(),
            }, cancellationToken: cancel));
            await MeasureAsync("a write in recommendations that moves nothing", async (_, cancel) =>
                await recommendations.CorrectDocumentAsync(new()
                {
                    Document = new() { Name = "documents/benchmark", Note = Guid.NewGuid().ToString() },
                    UpdateMask = FieldMask.FromString("note"),
                    RequestId = Guid.NewGuid().ToString(),
                }, cancellationToken: cancel));
        }

        async Task MeasureAsync(string what, Func<int, CancellationToken, Task> write)
        {
            var result = await ClosedLoop.RunAsync(1, bench.Length, write, bench.Cancel, Measured);
            bench.Report.Add($"{what}; {of}", $"{result} ({result.Processors})");
        }

        IReadOnlyList<(string, ChildProcess)> Measured =>
        [
            ("recognitions", services.Recognitions.Child), ("milestones", services.Milestones.Child),
            ("recommendations", services.Recommendations.Child), ("redis", bench.Redis.Child),
        ];
    }
}
