using Grpc.Net.Client;
using KosovoNato.Milestones.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The seeder against the three services on a real store: the API returns the content of the seeds.</summary>
public sealed class LoadedTests(SharedStores stores) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-loaded-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task All_seeds_are_returned_by_the_API_and_a_second_run_changes_nothing()
    {
        var store = await stores.Of(StoreBackend.Redis);
        var prefix = StoreServer.FreshPrefix();
        await using var recognitions = await StartAsync("recognitions", store, prefix);
        await using var milestones = await StartAsync("milestones", store, prefix, ("recognitions", recognitions));
        await using var recommendations = await StartAsync(
            "recommendations", store, prefix, ("recognitions", recognitions), ("milestones", milestones));
        string[] args =
        [
            "--recognitions", $"{recognitions.GrpcAddress}", "--milestones", $"{milestones.GrpcAddress}",
            "--recommendations", $"{recommendations.GrpcAddress}", "--key-file", KeyFile(), "--seeds", Seeds.Folder,
        ];
        var first = await RunAsync(args);
        Assert.Equal((ExitCodes.Success, ""), (first.Code, first.Errors));
        Assert.Equal(Counts((item, count) => $"{item}: {count} created, 0 already there"), first.Output.Trim());

        // No difference means that the services return every value of the seeds, and so each fact with its section.
        var second = await RunAsync(args);
        Assert.Equal((ExitCodes.Success, ""), (second.Code, second.Errors));
        Assert.Equal(Counts((item, count) => $"{item}: 0 created, {count} already there"), second.Output.Trim());

        await AssertMilestonesAsync(milestones);
        await AssertProgressAsync(recommendations);
        foreach (var service in new[] { recognitions, milestones, recommendations })
        {
            service.AssertNoErrors();
        }
    }

    private static async Task AssertMilestonesAsync(RunningService service)
    {
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        var list = await new MilestoneService.MilestoneServiceClient(channel)
            .ListMilestonesAsync(new() { PageSize = 1_000 }, cancellationToken: Cancellation);
        Assert.All(list.Milestones, milestone => Assert.Equal(
            Seeds.Find<Milestone>(milestone.Name).Transitions.LastOrDefault()?.ToStatus ?? MilestoneStatus.Proposed, milestone.Status));
        Assert.Equal(
            [
                "cap-saritc-2018", "cap-saritc-expansion", "coe-hosts", "coe-needs", "council-of-europe-application", "defence-reforms",
                "diplomatic-campaign", "early-election-2026", "governance-transparency", "interoperability", "ksf-multiethnic",
                "ksf-phase-2", "ksf-professionalization", "ops-special-training", "reconciliation", "rule-of-law",
            ],
            list.Milestones.Where(milestone => milestone.Outlook.Readiness == Readiness.Ready)
                .Select(milestone => milestone.Name["milestones/".Length..]));
    }

    private static async Task AssertProgressAsync(RunningService service)
    {
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        var client = new RecommendationService.RecommendationServiceClient(channel);
        // Facts from the upstreams arrive after the seeder has ended.
        await Eventually.True(async () =>
        {
            var answer = await client.GetRecommendationAsync(new() { Name = "recommendations/R1" }, cancellationToken: Cancellation);
            return answer.Recommendation.Progress.Criterion is { MetCount: 28, TotalCount: 32 } standing
                && standing.Missing.SequenceEqual(["ES", "GR", "RO", "SK"]);
        });
    }

    private static string Counts(Func<string, int, string> line) => string.Join(
        Environment.NewLine, Seeds.Plan.GroupBy(item => item.Type).Select(items => line(items.Key, items.Count())));

    private static Task<RunningService> StartAsync(
        string service, StoreServer store, string prefix, params (string Name, RunningService Service)[] upstreams) =>
            RunningService.StartAsync(
            service, store.Configuration, prefix,
            [("Upstreams:PollInterval", "00:00:01"),
                .. upstreams.Select(one => ($"Upstreams:Addresses:{one.Name}", (string?)$"{one.Service.GrpcAddress}"))]);

    private string KeyFile()
    {
        var file = Path.Combine(folder.FullName, "keys");
        File.WriteAllText(file, RunningService.KeyLine);
        return file;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] args)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var code = await new SeederCommand().RunAsync(args, new() { Output = output, Error = errors }, Cancellation).WithinAsync(120);
        return (code, output.ToString(), errors.ToString());
    }
}
