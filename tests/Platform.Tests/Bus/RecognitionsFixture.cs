using Google.Protobuf;
using Grpc.Net.Client;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions;
using KosovoNato.Recognitions.V1;
using KosovoNato.Replication.Bus;
using KosovoNato.Storage;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>The recognition service in this process, with a store and a bus.</summary>
sealed class RecognitionsFixture : IAsyncDisposable
{
    public const string Key = "a-key-for-tests-only-0123456789";

    readonly WebApplication app;
    readonly DirectoryInfo folder;
    readonly GrpcChannel channel;
    bool stopped;

    RecognitionsFixture(WebApplication app, DirectoryInfo folder, UnexpectedErrors errors, LoggedEvents log)
    {
        (this.app, this.folder, Errors, Log) = (app, folder, errors, log);
        channel = GrpcChannel.ForAddress(app.Urls.First());
        Rpc = new(channel);
    }

    public UnexpectedErrors Errors { get; }

    public LoggedEvents Log { get; }

    public RecognitionService.RecognitionServiceClient Rpc { get; }

    public Replica Replica => Get<Replica>();

    /// <param name="configuration">The address of the store.</param>
    /// <param name="prefix">The prefix of the service's hash key.</param>
    /// <param name="broker">The address of the broker; null for no broker.</param>
    /// <param name="shared">A bus in this process.</param>
    /// <param name="subscriptions">Further subscriptions on the bus of this service.</param>
    public static async Task<RecognitionsFixture> StartAsync(
        string configuration, string prefix, string? broker = null, ChangeBus? shared = null,
        IReadOnlyList<Subscription>? subscriptions = null, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("kosovonato-bus-");
        var keys = Path.Combine(folder.FullName, "keys");
        await File.WriteAllTextAsync(keys, $"tester:{Key}\n", TestContext.Current.CancellationToken);
        var errors = new UnexpectedErrors();
        var log = new LoggedEvents();
        var app = RecognitionsModule.Build([$"--contentRoot={AppContext.BaseDirectory}"], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Store:Configuration"] = configuration,
                ["Store:KeyPrefix"] = prefix,
                ["Access:ApiKeyFile"] = keys,
                ["Listen:GrpcPort"] = "0",
                ["Listen:HttpPort"] = "0",
                ["Bus:RabbitMqUri"] = broker,
            });
            builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
            builder.Logging.ClearProviders().AddProvider(errors).AddProvider(log);
            if (shared is not null)
            {
                builder.Services.AddSingleton(shared);
            }

            foreach (var subscription in subscriptions ?? [])
            {
                builder.Services.AddSingleton(subscription);
            }
        });
        await app.StartAsync(TestContext.Current.CancellationToken).WithinAsync(30);
        var service = new RecognitionsFixture(app, folder, errors, log);
        await Eventually.True(() => service.Replica.IsLoaded);
        return service;
    }

    /// <summary>Waits until the queues exist and are bound. Messages that were published before do not reach them.</summary>
    public Task SubscribedAsync(int queues = 1) => Eventually.True(() => Log.Count("bus.consumer_started") >= queues, seconds: 30);

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public T? Find<T>() where T : class => app.Services.GetService<T>();

    /// <summary>Commits a version of a source, the simplest resource; each commit is a revision.</summary>
    public async Task<long> PutAsync(string name, string title, long expected = 0)
    {
        var requestId = Guid.NewGuid();
        var change = new ChangeEnvelope { Actor = "tester", RequestId = requestId.ToString() };
        change.Changes.Add(new ResourceChange
        {
            Name = name,
            Kind = expected == 0 ? ChangeKind.Added : ChangeKind.Modified,
            Resource = Wrap(name, title),
            Previous = expected == 0 ? ByteString.Empty : Wrap(name, $"before {title}"),
            PreviousRevision = expected,
        });
        return await CommitAsync(new Commit(requestId.ToString("N"), title, [new(name, expected)], [name], change.ToByteArray()));
    }

    /// <summary>Commits a revision without resource changes, as a service does when it mirrors an upstream.</summary>
    public Task<long> PutNothingAsync()
    {
        var requestId = Guid.NewGuid();
        var change = new ChangeEnvelope { Actor = "tester", RequestId = requestId.ToString() };
        return CommitAsync(new Commit(requestId.ToString("N"), "nothing", [], [], change.ToByteArray()));
    }

    /// <summary>Commits many new sources concurrently.</summary>
    public async Task PutManyAsync(int count, string named = "s")
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(1_000))
        {
            await Task.WhenAll(part.Select(i => PutAsync($"sources/{named}{i}", "a title"))).WithinAsync(60);
        }
    }

    public async Task<TimeSpan> StopAsync()
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        stopped = true;
        await app.StopAsync(CancellationToken.None).WithinAsync(30);
        return System.Diagnostics.Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        channel.Dispose();
        if (!stopped)
        {
            await StopAsync();
        }

        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    async Task<long> CommitAsync(Commit commit)
    {
        var outcome = await Get<Committer>().CommitAsync(commit, TestContext.Current.CancellationToken).WithinAsync(30);
        return Assert.IsType<CommitOutcome.Committed>(outcome).Entry.Revision;
    }

    static ByteString Wrap(string name, string title) =>
        new RecognitionsResource { Source = new Source { Name = name, Title = title } }.ToByteString();
}
