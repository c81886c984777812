using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Platform.Store;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Recognitions.Tests.Api;

/// <summary>The service as operators run it, on a real store under keys of its own, with a client that may write.</summary>
sealed class RunningService : IAsyncDisposable
{
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

    public RecognitionService.RecognitionServiceClient Client { get; }

    public UnexpectedErrors Errors { get; }

    /// <summary>The state that it answers from.</summary>
    public Snapshot State => app.Services.GetRequiredService<Replica>().Current;

    /// <summary>The day that the service takes for today.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public Situations Situation => new(Client, TestContext.Current.CancellationToken);

    /// <summary>Runs a test on a service of its own, which must leave no unexpected error in its log.</summary>
    /// <param name="time">The service's clock; that of the system if there is none.</param>
    public static async Task On(SharedStores stores, Func<RunningService, Task> test, TimeProvider? time = null)
    {
        await using var service = await StartAsync(await stores.Of(Backend.Redis), StoreServer.FreshPrefix(), time);
        await test(service);
        service.Errors.AssertNone();
    }

    /// <summary>Runs a test on two instances of one service.</summary>
    public static async Task OnTwo(SharedStores stores, Func<RunningService, RunningService, Task> test)
    {
        var (store, prefix) = (await stores.Of(Backend.Redis), StoreServer.FreshPrefix());
        await using var one = await StartAsync(store, prefix);
        await using var other = await StartAsync(store, prefix);
        await test(one, other);
        one.Errors.AssertNone();
        other.Errors.AssertNone();
    }

    /// <summary>What happened to a resource last.</summary>
    public async Task<IEnumerable<RecognitionsEvent>> LastEventsAsync(string name)
    {
        var history = await Client.ListRevisionsAsync(new() { Name = name, PageSize = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        return history.Revisions[0].Events;
    }

    static async Task<RunningService> StartAsync(StoreServer store, string prefix, TimeProvider? time = null)
    {
        var errors = new UnexpectedErrors();
        var keyFile = Path.Combine(Directory.CreateTempSubdirectory("recognitions-test-").FullName, "keys");
        var app = RecognitionsModule.Build([], builder =>
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
            builder.Services.AddSingleton(time ?? TimeProvider.System);
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
