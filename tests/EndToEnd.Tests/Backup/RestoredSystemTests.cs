using KosovoNato.EndToEnd.Tests.Questions;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Backup;

/// <summary>The three services with the seeds, and three others that were restored from their backups on an empty server.</summary>
public sealed class RestoredServices(SharedStores stores) : IAsyncLifetime
{
    internal static readonly string[] Names = ["recognitions", "milestones", "recommendations"];

    readonly SeededServices seeded = new(stores);
    StoreServer? empty;
    ThreeServices? restored;

    internal ThreeServices Old => seeded.Services;

    internal ThreeServices Services => restored ?? throw new InvalidOperationException("They are not started yet.");

    /// <summary>The data of the original services before the restore, as text.</summary>
    internal SortedDictionary<string, string> Milestones { get; private set; } = [];

    internal SortedDictionary<string, string> Recommendations { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await seeded.InitializeAsync();
        var old = new BackupProgram((await stores.Of(StoreBackend.Redis)).Configuration, seeded.Services.Prefix);
        var backups = new List<byte[]>();
        foreach (var name in Names)
        {
            backups.Add(await old.ExportAsync(name));
        }

        Milestones = await SeedLoading.MilestonesOf(seeded.Services.MilestoneRpc);
        Recommendations = await SeedLoading.RecommendationsOf(seeded.Services.RecommendationRpc);
        empty = await StoreServer.StartAsync(StoreBackend.Redis, TestContext.Current.CancellationToken);
        var target = new BackupProgram(empty.Configuration, StoreServer.FreshPrefix());
        foreach (var (name, backup) in Names.Zip(backups))
        {
            await target.ImportAsync(backup, name);
        }

        restored = await ThreeServices.StartAsync(
            [target.Configuration, target.Configuration, target.Configuration], broker: null, TimeSpan.FromSeconds(1), of: target.Prefix);
        await SeededServices.FollowedAsync(restored);
    }

    public async ValueTask DisposeAsync()
    {
        await seeded.DisposeAsync();
        if (restored is not null)
        {
            await restored.DisposeAsync();
        }

        if (empty is not null)
        {
            await empty.DisposeAsync();
        }
    }
}

public sealed class RestoredSystemTests(RestoredServices restored, SharedStores stores) : IClassFixture<RestoredServices>
{
    public static IEnumerable<TheoryDataRow<string>> Ids => KnownAnswers.Ids.Select(id => new TheoryDataRow<string>(id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_query_on_the_restored_system_has_its_known_answer(string id) =>
        Assert.Null(await new KnownAnswers(restored.Services).DifferenceAsync(id));

    [Fact]
    public async Task Fields_derived_from_facts_of_other_services_are_restored_unchanged()
    {
        Assert.Equal(restored.Milestones, await SeedLoading.MilestonesOf(restored.Services.MilestoneRpc));
        Assert.Equal(restored.Recommendations, await SeedLoading.RecommendationsOf(restored.Services.RecommendationRpc));
        restored.Services.AssertNoErrors();
    }

    [Fact]
    public async Task Other_services_detect_a_restored_store_and_follow_it()
    {
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        var services = restored.Old;
        var at = new BackupProgram(store, services.Prefix);
        var backup = await at.ExportAsync();
        await RecognitionActs.GrantAsync(services, "SK");
        await RecognitionActs.ProgressIs(services, 29, 32);

        await using (var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(store))
        {
            await connection.GetDatabase().KeyDeleteAsync(at.KeyOf("recognitions"));
        }

        await at.ImportAsync(backup);
        // Records made after the export are gone, and so are the fields derived from them.
        await RecognitionActs.ProgressIs(services, 28, 32);
        await RecognitionActs.GrantAsync(services, "GR");
        await RecognitionActs.ProgressIs(services, 29, 32);
    }
}
