using KosovoNato.Hosting;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Recognitions.V1;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Storage;
using KosovoNato.Storage.Writes;
using KosovoNato.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Tests;

/// <summary>One instance of a service without its transport: the parts that commit, follow and read a store.</summary>
sealed class Instance : IAsyncDisposable
{
    public static readonly Schema Schema = Schema.For("recognitions", RecognitionsResource.Descriptor);

    readonly IHost host;

    Instance(IHost host, UnexpectedErrors errors) => (this.host, Errors) = (host, errors);

    public UnexpectedErrors Errors { get; }

    public Replica Replica => Get<Replica>();

    public Committer Committer => Get<Committer>();

    public ChangeLog Log => Get<ChangeLog>();

    public ReplicaFollower Follower => Get<ReplicaFollower>();

    public static Task<Instance> StartAsync(string configuration, string prefix, params (string Key, string Value)[] settings) =>
        StartAsync(Schema, derivation: null, configuration, prefix, settings);

    /// <param name="derivation">The derivation of the service, or null for none.</param>
    public static Task<Instance> StartAsync(
        Schema schema, Derivation? derivation, string configuration, string prefix, params (string Key, string Value)[] settings) =>
        StartAsync(schema, services =>
        {
            if (derivation is not null)
            {
                services.AddSingleton(derivation);
            }
        }, configuration, prefix, settings);

    /// <param name="configure">Adds the services beyond the platform.</param>
    public static async Task<Instance> StartAsync(
        Schema schema, Action<IServiceCollection> configure, string configuration, string prefix,
        params (string Key, string Value)[] settings)
    {
        var errors = new UnexpectedErrors();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Store:Configuration"] = configuration,
            ["Store:KeyPrefix"] = prefix,
            ["Access:ApiKeyFile"] = Path.Combine(Path.GetTempPath(), prefix.Trim(':'), "key"),
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.Logging.AddProvider(errors);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<PlatformMetrics>();
        builder.Services.AddSingleton<ServiceTracer>();
        PlatformHost.AddStore(builder.Services, schema, builder.Configuration);
        builder.Services.AddSingleton<MirrorWriter>();
        configure(builder.Services);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken).WithinAsync(10);
        var instance = new Instance(host, errors);
        try { await Eventually.True(() => instance.Replica.IsLoaded, seconds: 5); } catch { errors.AssertNone(); throw; }
        return instance;
    }

    public T Get<T>() where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>Commits a new version of a source.</summary>
    internal async Task<CommitOutcome> PutAsync(
        string name, string title, long expected, Guid? requestId = null, string? fingerprint = null)
    {
        var commit = TestCommits.Of([(name, title, expected)], requestId ?? Guid.NewGuid(), fingerprint ?? title);
        return await Committer.CommitAsync(commit, TestContext.Current.CancellationToken).WithinAsync(30);
    }

    /// <summary>The snapshot at an earlier revision.</summary>
    public async Task<Snapshot> AtAsync(long revision) =>
        await Get<SnapshotHistory>().GetAsync(Replica.Current, revision, TestContext.Current.CancellationToken).AsTask().WithinAsync(30);

    public string? TitleOf(string name) => Replica.Current.Find<Source>(name)?.Title;

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None).WithinAsync(10);
        host.Dispose();
    }
}
