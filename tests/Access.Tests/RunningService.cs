using Grpc.Net.Client;
using KosovoNato.Milestones;
using KosovoNato.Platform.Store;
using KosovoNato.Recognitions;
using KosovoNato.Recommendations;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Access.Tests;

/// <summary>A service as operators run it, on a real store under keys of its own, with settings of access.</summary>
sealed class RunningService : IAsyncDisposable
{
    public const string Key = "a-key-for-tests-only-0123456789";

    readonly WebApplication app;

    RunningService(WebApplication app, UnexpectedErrors errors, ServicePermissions permissions)
    {
        (this.app, Errors, Permissions) = (app, errors, permissions);
        Channel = GrpcChannel.ForAddress(Grpc);
    }

    public Uri Grpc => new(app.Urls.ElementAt(0));

    public Uri Http => new(app.Urls.ElementAt(1));

    public IReadOnlyCollection<string> Urls => [.. app.Urls];

    public GrpcChannel Channel { get; }

    public UnexpectedErrors Errors { get; }

    public ServicePermissions Permissions { get; }

    public IServiceProvider Services => app.Services;

    public Google.Protobuf.Reflection.ServiceDescriptor Descriptor => Permissions.Service;

    /// <summary>The newest revision: it tells whether anything was written.</summary>
    public long Revision => app.Services.GetRequiredService<Replica>().Current.Revision;

    public static async Task<RunningService> StartAsync(
        SharedStores stores, IEnumerable<(string Name, string Value)> settings, string service = "recognitions", Action<WebApplicationBuilder>? change = null)
    {
        var errors = new UnexpectedErrors();
        var app = Build(service, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Store:Prefix"] = StoreServer.FreshPrefix(),
                ["Listen:GrpcPort"] = "0",
                ["Listen:HttpPort"] = "0",
            });
            builder.Configuration.AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value)));
            builder.Logging.ClearProviders().AddProvider(errors);
            change?.Invoke(builder);
        }, (await stores.Of(Backend.Redis)).Configuration);
        var started = false;
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken).Within(30);
            await Eventually.True(() => app.Services.GetRequiredService<Replica>().IsLoaded, seconds: 10);
            started = true;
        }
        finally
        {
            if (!started)
            {
                await app.DisposeAsync();
            }
        }

        return new(app, errors, RpcPermissions.Services.Single(permissions => permissions.Name == service));
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await app.StopAsync(CancellationToken.None).Within(10);
        await app.DisposeAsync();
    }

    static WebApplication Build(string service, Action<WebApplicationBuilder> settings, string store)
    {
        Action<WebApplicationBuilder> all = builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Store:Configuration"] = store });
            settings(builder);
        };
        return service switch
        {
            "recognitions" => RecognitionsModule.Build([], all),
            "milestones" => MilestonesModule.Build([], all),
            _ => RecommendationsModule.Build([], all),
        };
    }
}
