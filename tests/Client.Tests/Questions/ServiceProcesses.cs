using KosovoNato.Changes.V1;
using KosovoNato.Explanations.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests.Questions;

/// <summary>The three services with their seeds.</summary>
sealed class ServiceProcesses : IAsyncDisposable
{
    readonly List<RunningService> running = [];

    public RecognitionsClient Recognitions { get; private set; } = null!;

    public MilestonesClient Milestones { get; private set; } = null!;

    public RecommendationsClient Recommendations { get; private set; } = null!;

    public WhatIf WhatIf => new(Recognitions, Milestones, Recommendations);

    public static async Task<ServiceProcesses> StartAsync(SharedStores stores)
    {
        var services = new ServiceProcesses();
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        var prefix = StoreServer.FreshPrefix();
        services.Recognitions = new(
            FakeResponses.Options(await services.AddAsync("recognitions", store, prefix)) with { ApiKey = RunningService.Key });
        services.Milestones = new(
            FakeResponses.Options(await services.AddAsync("milestones", store, prefix)) with { ApiKey = RunningService.Key });
        services.Recommendations = new(
            FakeResponses.Options(await services.AddAsync("recommendations", store, prefix)) with { ApiKey = RunningService.Key });
        await new SeedLoader(services.Recognitions.Rpc, services.Milestones.Rpc, services.Recommendations.Rpc).LoadAsync(
            RepositoryPaths.File("seeds"), FakeResponses.Stop).WithinAsync(60);
        await Eventually.True(services.AreLevelAsync, seconds: 60);
        return services;
    }

    /// <summary>The current revision of each service.</summary>
    public async Task<(long Recognitions, long Milestones, long Recommendations)> RevisionsAsync() =>
        ((await Recognitions.Rpc.ListStatesAsync(new() { PageSize = 1 }, cancellationToken: FakeResponses.Stop)).Revision.Number,
            (await Milestones.Rpc.ListTracksAsync(new() { PageSize = 1 }, cancellationToken: FakeResponses.Stop)).Revision.Number,
            (await Recommendations.Rpc.ListDocumentsAsync(new() { PageSize = 1 }, cancellationToken: FakeResponses.Stop)).Revision.Number);

    public async ValueTask DisposeAsync()
    {
        await Recognitions.DisposeAsync();
        await Milestones.DisposeAsync();
        await Recommendations.DisposeAsync();
        foreach (var service in running)
        {
            await service.DisposeAsync();
        }
    }

    async Task<Uri> AddAsync(string service, string store, string prefix)
    {
        string[] before = ["recognitions", "milestones"];
        running.Add(await RunningService.StartAsync(service, store, prefix,
            [("Upstreams:PollInterval", "00:00:01"),
                .. running.Select((one, i) => ($"Upstreams:Addresses:{before[i]}", (string?)one.GrpcAddress.ToString()))]));
        return running[^1].GrpcAddress;
    }

    /// <summary>
    /// Whether each service has applied the newest upstream revision that changed a fact. No other service uses later revisions, so there
    /// are no further changes.
    /// </summary>
    async Task<bool> AreLevelAsync()
    {
        var facts = await Recognitions.Rpc.DiffAsync(
            new()
            {
                Base = Nothing,
                PageSize = 1_000,
                Filter = new()
                {
                    ResourceTypes =
                    {
                        RecognitionsResourceType.Membership, RecognitionsResourceType.Recognition, RecognitionsResourceType.Question,
                        RecognitionsResourceType.Position,
                    },
                }
            },
            cancellationToken: FakeResponses.Stop);
        var hasOutlooks = facts.Changes.Select(change => change.Resource.Question).OfType<Question>()
            .All(question => question.Outlook is not null || question.Status is not (QuestionStatus.Draft or QuestionStatus.Open));
        var road = (await Milestones.Rpc.ListReadyMilestonesAsync(
            new() { PageSize = 1 }, cancellationToken: FakeResponses.Stop)).UpstreamRevisions;
        var recognitions = facts.Changes.Max(change => change.Revision);
        if (!hasOutlooks || !IsAt(road, "recognitions", recognitions))
        {
            return false;
        }

        // Read only now: milestones change when their service applies the recognitions.
        var steps = await Milestones.Rpc.DiffAsync(
            new() { Base = Nothing, PageSize = 1_000, Filter = new() { ResourceTypes = { MilestonesResourceType.Milestone } } },
            cancellationToken: FakeResponses.Stop);
        Assert.Equal(("", ""), (facts.NextPageToken, steps.NextPageToken));
        var advice = (await Recommendations.Rpc.ListDependentsAsync(
            new() { Name = "states/ES", PageSize = 1 }, cancellationToken: FakeResponses.Stop)).UpstreamRevisions;
        return IsAt(advice, "recognitions", recognitions) && IsAt(advice, "milestones", steps.Changes.Max(change => change.Revision));
    }

    static BitemporalPoint Nothing => new() { KnownAt = new() { Revision = 0 } };

    static bool IsAt(IEnumerable<UpstreamRevision> followed, string service, long revision) =>
        followed.Any(one => one.Service == service && one.Revision >= revision);
}
