using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Benchmarks.Calls;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Benchmarks.Processes;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using Raw = Grpc.Core.Method<byte[], KosovoNato.Benchmarks.Calls.AnswerSize>;

namespace KosovoNato.Benchmarks.Rows;

/// <summary>
/// The cost of a computed response, as a multiple of a plain Get of the same service; the facts are those of the seeds. Each query is sent
/// for 1,000 different days in turn, so that caching hardly helps, and repeatedly for the same day, as dashboards do.
/// </summary>
static class QueryRows
{
    const int Callers = 8;
    const int Days = 1_000;
    static readonly DateOnly First = new(2019, 1, 1);

    public static async Task RunAsync(Bench bench)
    {
        await using var services = await SeededServices.StartAsync(bench);
        await services.CompareAsync("CountRecognitions in an organization", 3, SeededServices.Recognitions, "CountRecognitions",
            day => new CountRecognitionsRequest { Organization = "organizations/nato", AsOf = day });
        await services.CompareAsync("CountRecognitions of all states", 3, SeededServices.Recognitions, "CountRecognitions",
            day => new CountRecognitionsRequest { AsOf = day });
        await services.CompareAsync("AssessDecision", 3, SeededServices.Recognitions, "AssessDecision",
            day => new AssessDecisionRequest { Organization = "organizations/nato", Decision = "INVITE_PARTNER_PFP", AsOf = day });
        await services.CompareAsync("GetCriticalPath", null, SeededServices.Milestones, "GetCriticalPath",
            day => new GetCriticalPathRequest { Goal = "milestones/path-accession", AsOf = day });
        await services.CompareAsync("ExplainProgress of a root", 10, SeededServices.Recommendations, "ExplainProgress",
            day => new ExplainProgressRequest { Recommendation = "recommendations/R1", AsOf = day });
        await services.CompareAsync(
            "List of 50 as of a past date, against a current List", 1.5, SeededServices.Recognitions, "ListRecognitions",
            day => new ListRecognitionsRequest { AsOf = day }, "ListRecognitions", new ListRecognitionsRequest());
    }

    /// <summary>The three services, with the seeds.</summary>
    sealed class SeededServices(Bench bench, ServiceGroup group) : IAsyncDisposable
    {
        public const string Recognitions = "kosovonato.recognitions.v1.RecognitionService";
        public const string Milestones = "kosovonato.milestones.v1.MilestoneService";
        public const string Recommendations = "kosovonato.recommendations.v1.RecommendationService";

        static readonly string[] Names = [Recognitions, Milestones, Recommendations];
        static readonly (string Method, IMessage Request)[] Gets =
        [
            ("GetRecognition", new GetRecognitionRequest { Name = "recognitions/AL-XK" }),
            ("GetMilestone", new GetMilestoneRequest { Name = "milestones/path-pfp" }),
            ("GetRecommendation", new GetRecommendationRequest { Name = "recommendations/R1" }),
        ];

        public static async Task<SeededServices> StartAsync(Bench bench)
        {
            var services = new SeededServices(bench, await ServiceGroup.StartAsync(bench, "questions"));
            await services.LoadAsync();
            return services;
        }

        /// <summary>Measures a query, compared with a plain Get of its service or another call.</summary>
        /// <param name="most">The maximum cost, as a multiple.</param>
        public async Task CompareAsync(
            string what, double? most, string service, string method, Func<string, IMessage> question, string? limitMethod = null,
            IMessage? limit = null)
        {
            var index = Array.IndexOf(Names, service);
            var (get, request) = limit is null ? Gets[index] : (limitMethod!, limit);
            var days = Enumerable.Range(0, Days).Select(i => question(First.AddDays(i).ToString("yyyy-MM-dd", null)).ToByteArray())
                .ToArray();
            await CompareAsync($"{what}, another day each time", days);
            await CompareAsync($"{what}, the same day again", days[..1]);

            async Task CompareAsync(string row, byte[][] questions)
            {
                var (ours, plain) = await bench.CompareAsync(row,
                    () => AskAsync(index, RawMethods.Of(service, method), questions),
                    () => AskAsync(index, RawMethods.Of(service, get), [request.ToByteArray()]));
                var factor = plain.PerSecond / ours.PerSecond;
                bench.Report.Add(
                    row, ours.ToString(), plain.ToString(), $"x {factor:0.00}", most is { } m ? $"<= x {m}" : "",
                    most is { } bound ? factor <= bound : null);
            }
        }

        Task<Measurement> AskAsync(int service, Raw method, byte[][] requests)
        {
            var connections = new Connections(group.All[service].Address, Callers);
            var next = new int[Callers];
            return RunAsync();

            async Task<Measurement> RunAsync()
            {
                using (connections)
                {
                    return await ClosedLoop.RunAsync(Callers, bench.Length, async (caller, cancel) =>
                    {
                        var request = requests[(caller + (Callers * next[caller]++)) % requests.Length];
                        await connections.Of(caller).AsyncUnaryCall(method, null, new(cancellationToken: cancel), request);
                    }, bench.Cancel, [("service", group.All[service].Child)]);
                }
            }
        }

        async Task LoadAsync()
        {
            List<Connections> connections = [.. group.All.Select(process => new Connections(process.Address, 1))];
            try
            {
                List<CallInvoker> invokers = [.. connections.Select(ServiceGroup.WithKey)];
                var recommendations = new RecommendationService.RecommendationServiceClient(invokers[2]);
                await new Seeder.SeedLoader(new(invokers[0]), new(invokers[1]), recommendations).LoadAsync(Folders.Seeds, bench.Cancel);
                await Processes.Readiness.UntilAsync("The progress of R1", group.Recommendations.Child, async () =>
                {
                    var answer = await recommendations.GetRecommendationAsync(
                        new() { Name = "recommendations/R1" }, cancellationToken: bench.Cancel);
                    if (answer.Recommendation.Progress.Criterion is not { MetCount: 28 })
                    {
                        throw new RpcException(new Status(StatusCode.Unavailable, "The facts of the upstreams are not all there yet."));
                    }
                }, bench.Cancel);
            }
            finally
            {
                connections.ForEach(connection => connection.Dispose());
            }
        }

        public ValueTask DisposeAsync() => group.DisposeAsync();
    }
}
