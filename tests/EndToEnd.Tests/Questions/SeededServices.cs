using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Questions;

/// <summary>The three services with the seeds in them, as they are after a start; for tests that only read.</summary>
public sealed class SeededServices(SharedStores stores) : IAsyncLifetime
{
    ThreeServices? services;

    internal ThreeServices Services => services ?? throw new InvalidOperationException("They are not started yet.");

    public async ValueTask InitializeAsync()
    {
        var store = (await stores.Of(Backend.Redis)).Configuration;
        services = await ThreeServices.StartAsync([store, store, store], broker: null, checkEvery: TimeSpan.FromSeconds(1));
        await Seeds.LoadAsync(services);
        await Acts.ProgressIs(services, 28, 32);
        await FollowedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
        {
            await services.DisposeAsync();
        }
    }

    /// <summary>Waits until each service knows all that its neighbors know.</summary>
    async Task FollowedAsync()
    {
        var recognitions = (await Services.RecognitionRpc.ListStatesAsync(new() { PageSize = 1 })).Revision.Number;
        await Eventually.True(async () => Revision((await Services.MilestoneRpc.ListReadyAsync(new())).Followed, "recognitions") >= recognitions);
        var milestones = (await Services.MilestoneRpc.ListTracksAsync(new() { PageSize = 1 })).Revision.Number;
        await Eventually.True(async () =>
        {
            var followed = (await Services.RecommendationRpc.ExplainProgressAsync(new() { Recommendation = "R1" })).Followed;
            return Revision(followed, "recognitions") >= recognitions && Revision(followed, "milestones") >= milestones;
        });
    }

    static long Revision(IEnumerable<Explanations.V1.Followed> followed, string service) =>
        followed.SingleOrDefault(one => one.Service == service)?.Revision ?? 0;
}
