using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Milestones;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations;
using KosovoNato.Replication.Upstreams;
using KosovoNato.Serving.Access;
using KosovoNato.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace KosovoNato.Testing;

/// <summary>
/// A service in the process of the tests, built as its own program builds it, on a real store with its own keys. For tests that need a
/// separate process, use <see cref="ServiceProcess"/>.
/// </summary>
public sealed class RunningService : ITestedService
{
    /// <summary>An API key that may write. <see cref="KeyLine"/> names its holder.</summary>
    public const string Key = "a-key-for-tests-only-0123456789";

    /// <summary>The content of a key file that accepts <see cref="Key"/>.</summary>
    public const string KeyLine = $"tester:{Key}\n";

    /// <summary>The ID of the store of every upstream that <see cref="LearnAsync"/> imitates.</summary>
    const string UpstreamStore = "00112233445566778899aabbccddeeff";

    readonly WebApplication app;
    readonly DirectoryInfo folder;
    readonly HashSet<string> followed = [];

    RunningService(WebApplication app, DirectoryInfo folder, UnexpectedErrors errors, string name)
    {
        (this.app, this.folder, Errors) = (app, folder, errors);
        Permissions = RpcPermissions.Services.Single(permissions => permissions.Name == name);
        Channel = GrpcChannel.ForAddress(GrpcAddress);
        Invoker = Channel.Intercept(headers => [.. headers, new("authorization", $"Bearer {Key}")]);
    }

    /// <summary>The current date of a service that was started with <see cref="Clock"/>.</summary>
    public static DateOnly Today { get; } = new(2026, 6, 1);

    /// <summary>A clock that starts at noon of <see cref="Today"/> and runs at normal speed, so that no test crosses midnight.</summary>
    public static TimeProvider Clock { get; } = new SettableClock(new DateTimeOffset(Today, new(12, 0), TimeSpan.Zero));

    public Uri GrpcAddress => new(app.Urls.ElementAt(0));

    public Uri HttpAddress => new(app.Urls.ElementAt(1));

    public IReadOnlyCollection<string> Urls => [.. app.Urls];

    /// <summary>A channel without a credential.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>An invoker whose calls use <see cref="Key"/>.</summary>
    public CallInvoker Invoker { get; }

    public UnexpectedErrors Errors { get; }

    IReadOnlyList<string> ITestedService.Errors => [.. Errors.Entries.Select(entry => entry.ToString())];

    public ServicePermissions Permissions { get; }

    public ServiceDescriptor Descriptor => Permissions.Service;

    public IServiceProvider Services => app.Services;

    /// <summary>The snapshot that serves reads.</summary>
    public Snapshot State => app.Services.GetRequiredService<Replica>().Current;

    /// <summary>The head revision, which shows whether anything was written.</summary>
    public long Revision => State.Revision;

    /// <param name="name">The service: recognitions, milestones or recommendations.</param>
    /// <param name="store">The connection string of the store.</param>
    /// <param name="prefix">The prefix of the service's keys. By default a new one.</param>
    /// <param name="settings">Further settings, which override those of the tests.</param>
    /// <param name="change">Further changes before the service is built.</param>
    /// <param name="untilLoaded">Whether to wait until the service has read its store.</param>
    public static async Task<RunningService> StartAsync(
        string name, string store, string? prefix = null, IEnumerable<(string Name, string? Value)>? settings = null,
        Action<WebApplicationBuilder>? change = null, bool untilLoaded = true)
    {
        var errors = new UnexpectedErrors();
        var folder = Directory.CreateTempSubdirectory("kosovonato-service-");
        var keyFile = Path.Combine(folder.FullName, "keys");
        await File.WriteAllTextAsync(keyFile, KeyLine, TestContext.Current.CancellationToken);
        WebApplication? app = null;
        var started = false;
        try
        {
            app = Build(name, builder =>
            {
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["Store:Configuration"] = store,
                    ["Store:KeyPrefix"] = prefix ?? StoreServer.FreshPrefix(),
                    ["Access:ApiKeyFile"] = keyFile,
                    ["Listen:GrpcPort"] = "0",
                    ["Listen:HttpPort"] = "0",
                    // The age limit must not close connections when a test advances the clock.
                    ["Listen:MaxConnectionAge"] = "1.00:00:00",
                });
                builder.Configuration.AddInMemoryCollection(
                    (settings ?? []).Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
                builder.Logging.ClearProviders().AddProvider(errors);
                change?.Invoke(builder);
            });
            await app.StartAsync(TestContext.Current.CancellationToken).WithinAsync(30);
            await Eventually.True(() => !untilLoaded || app.Services.GetRequiredService<Replica>().IsLoaded);
            started = true;
        }
        finally
        {
            if (!started)
            {
                if (app is not null)
                {
                    await app.DisposeAsync();
                }

                folder.Delete(recursive: true);
            }
        }

        return new(app, folder, errors, name);
    }

    /// <summary>Applies a revision of an upstream, as if it came from the bus. The revisions are 1, 2 and so on.</summary>
    /// <returns>The ID of the revision's event.</returns>
    public async Task<string> LearnAsync(string upstream, long revision, params IEnumerable<IMessage> resources)
    {
        if (revision == 1 && !followed.Contains(upstream))
        {
            await BeginFollowingAsync(upstream);
        }

        var id = new ChangeEventId(upstream, UpstreamStore, revision);
        var change = new ChangeEnvelope
        {
            Changes =
            {
                resources.Select(resource => new ResourceChange
                {
                    Name = ((IResource)resource).Name,
                    Kind = ChangeKind.Added,
                    Resource = Wrapped(upstream, resource).ToByteString(),
                }),
            },
        };
        await app.Services.GetRequiredService<MirrorWriter>().ApplyAsync(id, change, revision - 1, TestContext.Current.CancellationToken);
        return id.ToString();
    }

    /// <summary>Starts following an upstream that has no resources yet.</summary>
    public Task BeginFollowingAsync(string upstream)
    {
        followed.Add(upstream);
        return app.Services.GetRequiredService<MirrorWriter>()
            .ApplySnapshotAsync(upstream, new(UpstreamStore, 0, default), replaced: null, [], TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = HttpAddress };
        using var health = await http.GetAsync("/health/ready", cancellationToken);
        return health.IsSuccessStatusCode;
    }

    /// <summary>Asks the service to stop, like SIGTERM, and returns when it has stopped.</summary>
    public Task StopAsync() => app.StopAsync(CancellationToken.None).WithinAsync(30);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await StopAsync();
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    static IMessage Wrapped(string upstream, IMessage resource)
    {
        IMessage wrapped = upstream == "recognitions" ? new RecognitionsResource() : new MilestonesResource();
        wrapped.Descriptor.Oneofs[0].Fields.Single(field => field.MessageType == resource.Descriptor).Accessor.SetValue(wrapped, resource);
        return wrapped;
    }

    static WebApplication Build(string name, Action<WebApplicationBuilder> settings) => name switch
    {
        "recognitions" => RecognitionsModule.Build([], settings),
        "milestones" => MilestonesModule.Build([], settings),
        "recommendations" => RecommendationsModule.Build([], settings),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a service."),
    };
}
