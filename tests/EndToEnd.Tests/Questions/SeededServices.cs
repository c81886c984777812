using KosovoNato.Changes.V1;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>The three services with the seeds, as they are after a start, for tests that only read.</summary>
public sealed class SeededServices(SharedStores stores) : IAsyncLifetime
{
    ThreeServices? services;

    internal ThreeServices Services => services ?? throw new InvalidOperationException("They are not started yet.");

    public async ValueTask InitializeAsync()
    {
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        services = await ThreeServices.StartAsync([store, store, store], broker: null, checkEvery: TimeSpan.FromSeconds(1));
        await SeedLoading.LoadAsync(services);
        await RecognitionActs.ProgressIs(services, 28, 32);
        await FollowedAsync(Services);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
        {
            await services.DisposeAsync();
        }
    }

    /// <summary>
    /// Waits until each service has its upstreams' newest revision that changed a fact. Later revisions do not affect other services.
    /// </summary>
    internal static async Task FollowedAsync(ThreeServices services)
    {
        var facts = await services.RecognitionRpc.DiffAsync(new()
        {
            Base = Nothing,
            PageSize = 1_000,
            Filter = new()
            {
                ResourceTypes =
                {
                    RecognitionsResourceType.Membership, RecognitionsResourceType.Recognition, RecognitionsResourceType.Question,
                    RecognitionsResourceType.Position, RecognitionsResourceType.Ballot,
                },
            },
        });
        Assert.Equal("", facts.NextPageToken);
        var recognitions = facts.Changes.Max(change => change.Revision);
        await Eventually.True(async () =>
            Revision((await services.MilestoneRpc.ListReadyMilestonesAsync(new())).UpstreamRevisions, "recognitions") >= recognitions);
        var road = await services.MilestoneRpc.DiffAsync(
            new()
            {
                Base = Nothing,
                PageSize = 1_000,
                Filter = new() { ResourceTypes = { MilestonesResourceType.Milestone, MilestonesResourceType.Partnership } },
            });
        Assert.Equal("", road.NextPageToken);
        var milestones = road.Changes.Max(change => change.Revision);
        await Eventually.True(async () =>
        {
            var followed =
                (await services.RecommendationRpc.ExplainProgressAsync(new() { Recommendation = "recommendations/R1" })).UpstreamRevisions;
            return Revision(followed, "recognitions") >= recognitions && Revision(followed, "milestones") >= milestones;
        });
    }

    static BitemporalPoint Nothing => new() { KnownAt = new() { Revision = 0 } };

    static long Revision(IEnumerable<Explanations.V1.UpstreamRevision> followed, string service) =>
        followed.SingleOrDefault(one => one.Service == service)?.Revision ?? 0;
}
