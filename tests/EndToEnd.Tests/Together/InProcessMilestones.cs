using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Milestones;
using KosovoNato.Milestones.V1;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Seeder;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.EndToEnd.Tests.Together;

/// <summary>A milestone service in the test process, so that a test can act as its bus.</summary>
sealed class InProcessMilestones : IAsyncDisposable
{
    const string Key = "a-key-for-tests-only-0123456789";

    readonly WebApplication app;
    readonly GrpcChannel channel;
    readonly UnexpectedErrors errors;

    InProcessMilestones(WebApplication app, UnexpectedErrors errors)
    {
        (this.app, this.errors) = (app, errors);
        channel = GrpcChannel.ForAddress(app.Urls.First(), new() { MaxReceiveMessageSize = null });
        Rpc = new(channel.Intercept(new TestLifetimeInterceptor(Key)));
    }

    public MilestoneService.MilestoneServiceClient Rpc { get; }

    public UpstreamFollower Recognitions => app.Services.GetRequiredKeyedService<UpstreamFollower>("recognitions");

    public Snapshot State => app.Services.GetRequiredService<Replica>().Current;

    /// <param name="prefix">The prefix of its keys in the store. The same prefix restarts the same service.</param>
    public static async Task<InProcessMilestones> StartAsync(string store, string prefix, Uri recognitions, TimeSpan checkEvery)
    {
        var errors = new UnexpectedErrors();
        var keys = Path.Combine(Path.GetTempPath(), $"kosovonato-{Guid.NewGuid():N}.keys");
        await File.WriteAllTextAsync(keys, $"tester:{Key}\n", TestContext.Current.CancellationToken);
        var app = MilestonesModule.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Store:Configuration"] = store,
                ["Store:KeyPrefix"] = prefix,
                ["Access:ApiKeyFile"] = keys,
                ["Listen:GrpcPort"] = "0",
                ["Listen:HttpPort"] = "0",
                ["Upstreams:Addresses:recognitions"] = recognitions.ToString(),
                ["Upstreams:PollInterval"] = checkEvery.ToString("c"),
            });
            builder.Services.AddSingleton<TimeProvider>(new OneMoment());
            builder.Logging.ClearProviders().AddProvider(errors);
        });
        await app.StartAsync(TestContext.Current.CancellationToken).WithinAsync(20);
        await Eventually.True(() => app.Services.GetRequiredService<Replica>().IsLoaded, seconds: 10);
        File.Delete(keys);
        return new(app, errors);
    }

    public Task LoadSeedsAsync() =>
        new SeedLoader(milestones: Rpc).LoadAsync(RepositoryPaths.File("seeds"), TestContext.Current.CancellationToken).WithinAsync(60);

    public Task<SortedDictionary<string, string>> HeldAsync() => SeedLoading.MilestonesOf(Rpc);

    public void AssertNoErrors() => errors.AssertNone();

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await app.StopAsync(CancellationToken.None).WithinAsync(20);
        await app.DisposeAsync();
    }

    /// <summary>
    /// A clock that records everything in a test at the same time, so that only the order can make a difference. Timers run.
    /// </summary>
    sealed class OneMoment : TimeProvider
    {
        static readonly DateTimeOffset Moment = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Moment;
    }
}
