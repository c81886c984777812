using Google.Protobuf;
using KosovoNato.Seeder;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>Loads the seeds into the three services, and reads the resulting resources.</summary>
static class SeedLoading
{
    static readonly string Folder = RepositoryPaths.File("seeds");

    public static Task LoadAsync(ThreeServices services) =>
        new SeedLoader(services.RecognitionRpc, services.MilestoneRpc, services.RecommendationRpc)
            .LoadAsync(Folder, TestContext.Current.CancellationToken).WithinAsync(60);

    /// <summary>Every resource of the milestone service as JSON, by name.</summary>
    public static async Task<SortedDictionary<string, string>> MilestonesOf(Milestones.V1.MilestoneService.MilestoneServiceClient rpc)
    {
        using var watch = rpc.Watch(new() { SnapshotFirst = true });
        var held = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WithinAsync(10)
            && watch.ResponseStream.Current is { SnapshotEnd: null } message)
        {
            Add(held, message.Snapshot.Select(change => (change.Name, (IMessage)change.Resource)));
        }

        Add(held, watch.ResponseStream.Current.Snapshot.Select(change => (change.Name, (IMessage)change.Resource)));
        return held;
    }

    /// <summary>Every resource of the recommendation service as JSON, by name.</summary>
    public static async Task<SortedDictionary<string, string>> RecommendationsOf(
        Recommendations.V1.RecommendationService.RecommendationServiceClient rpc)
    {
        using var watch = rpc.Watch(new() { SnapshotFirst = true });
        var held = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WithinAsync(10)
            && watch.ResponseStream.Current is { SnapshotEnd: null } message)
        {
            Add(held, message.Snapshot.Select(change => (change.Name, (IMessage)change.Resource)));
        }

        Add(held, watch.ResponseStream.Current.Snapshot.Select(change => (change.Name, (IMessage)change.Resource)));
        return held;
    }

    static void Add(SortedDictionary<string, string> held, IEnumerable<(string Name, IMessage Resource)> resources)
    {
        foreach (var (name, resource) in resources)
        {
            // As text, so that a difference is readable. Messages are equal exactly if their texts are.
            held.Add(name, JsonFormatter.Default.Format(resource));
        }
    }
}
