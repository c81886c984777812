using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Changes.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Neighbors;
using KosovoNato.Platform.Store;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using EventId = KosovoNato.Platform.Changes.EventId;

namespace KosovoNato.Recommendations.Tests.Api;

/// <summary>The service as operators run it, on a real store under keys of its own, with a client that may write.</summary>
sealed class RunningService : IAsyncDisposable
{
    const string NeighborStore = "00112233445566778899aabbccddeeff";

    readonly WebApplication app;
    readonly GrpcChannel channel;
    readonly string keyFile;

    RunningService(WebApplication app, UnexpectedErrors errors, string keyFile)
    {
        (this.app, Errors, this.keyFile) = (app, errors, keyFile);
        channel = GrpcChannel.ForAddress(app.Urls.First());
        var key = File.ReadLines(keyFile).First(line => line.Contains(':', StringComparison.Ordinal)).Split(':')[1];
        Client = new(channel.Intercept(headers => [.. headers, new("authorization", $"Bearer {key}")]));
    }

    public RecommendationService.RecommendationServiceClient Client { get; }

    public UnexpectedErrors Errors { get; }

    /// <summary>The state that it answers from.</summary>
    public Snapshot State => app.Services.GetRequiredService<Replica>().Current;

    /// <summary>Where it answers in JSON.</summary>
    public Uri JsonAddress => new(app.Urls.Last());

    /// <summary>The day that the service takes for today.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public Situations Situation => new(Client, TestContext.Current.CancellationToken);

    /// <summary>Runs a test on a service of its own, which must leave no unexpected error in its log.</summary>
    public static async Task On(SharedStores stores, Func<RunningService, Task> test)
    {
        await using var service = await StartAsync(await stores.Of(Backend.Redis));
        await test(service);
        service.Errors.AssertNone();
    }

    /// <summary>What happened to a resource last.</summary>
    public async Task<IEnumerable<RecommendationsEvent>> LastEventsAsync(string name)
    {
        var history = await Client.ListRevisionsAsync(new() { Name = name, PageSize = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        return history.Revisions[0].Events;
    }

    /// <summary>Has the service learn a revision of a neighbor, as from the bus. Its revisions are 1, 2 and so on.</summary>
    public async Task LearnAsync(string neighbor, long revision, params IEnumerable<IMessage> resources)
    {
        var learner = app.Services.GetRequiredService<Learner>();
        if (revision == 1)
        {
            await learner.LearnAllAsync(new EventId(neighbor, NeighborStore, 0), [], TestContext.Current.CancellationToken);
        }

        var change = new ChangeEnvelope
        {
            Changes =
            {
                resources.Select(resource => new ResourceChange
                {
                    Name = ((IResource)resource).Name,
                    Kind = ChangeKind.Added,
                    Resource = Wrapped(neighbor, resource).ToByteString(),
                }),
            },
        };
        await learner.LearnAsync(new EventId(neighbor, NeighborStore, revision), change, revision - 1, TestContext.Current.CancellationToken);
    }

    static IMessage Wrapped(string neighbor, IMessage resource)
    {
        IMessage wrapped = neighbor == "recognitions" ? new RecognitionsResource() : new MilestonesResource();
        wrapped.Descriptor.Oneofs[0].Fields.Single(field => field.MessageType == resource.Descriptor).Accessor.SetValue(wrapped, resource);
        return wrapped;
    }

    static async Task<RunningService> StartAsync(StoreServer store)
    {
        var errors = new UnexpectedErrors();
        var prefix = StoreServer.FreshPrefix();
        var keyFile = Path.Combine(Directory.CreateTempSubdirectory("recommendations-test-").FullName, "keys");
        var app = RecommendationsModule.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Store:Configuration"] = store.Configuration,
                ["Store:Prefix"] = prefix,
                ["Access:KeyFile"] = keyFile,
                ["Listen:GrpcPort"] = "0",
                ["Listen:HttpPort"] = "0",
            });
            builder.Logging.ClearProviders().AddProvider(errors);
        });
        await app.StartAsync(TestContext.Current.CancellationToken).Within(30);
        await Eventually.True(() => app.Services.GetRequiredService<Replica>().IsLoaded, seconds: 10);
        return new(app, errors, keyFile);
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        await app.StopAsync(CancellationToken.None).Within(10);
        await app.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(keyFile)!, recursive: true);
    }
}
