using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Platform.Tests.Telemetry.Collecting;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Telemetry;

/// <summary>
/// The three services with seeds and a broker, as an operator observes them: spans go to a collector, logs are JSON, and each service has a
/// certificate for its upstreams. Shared by all tests here, which only add telemetry.
/// </summary>
public sealed class ObservedServices(SharedStores stores, SharedBroker brokers) : IAsyncLifetime
{
    /// <summary>The one intentional error in the logs: an unreadable message is counted (ScrapeTests).</summary>
    internal const string ProvokedEvent = "bus.message_dead_lettered";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kosovonato-observed-");
    Collector? collector;
    ThreeServices? services;
    string virtualHost = "";

    /// <summary>The validity of each service's certificate in days.</summary>
    internal const int CertificateDays = 3;

    internal Collector Collector => collector ?? throw new InvalidOperationException("They are not started yet.");

    internal ThreeServices Services => services ?? throw new InvalidOperationException("They are not started yet.");

    internal string VirtualHost => virtualHost;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        collector = await Collector.StartAsync(cancellationToken);
        var store = (await stores.Of(StoreBackend.Redis)).Configuration;
        var broker = await brokers.Server;
        virtualHost = await broker.FreshVirtualHostAsync(cancellationToken);
        services = await ThreeServices.StartProcessesAsync(
            [store, store, store], broker.Address(virtualHost), TimeSpan.FromSeconds(1),
            new Dictionary<string, string>([.. Exporting(collector), .. await CertificateAsync(cancellationToken)]));
        await SeedLoading.LoadAsync(services);
        await RecognitionActs.ProgressIs(services, 28, 32);
    }

    /// <summary>Exports exactly the spans of sampled caller traces to a collector.</summary>
    internal static Dictionary<string, string> Exporting(Collector to) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = to.Address,
        ["OTEL_TRACES_SAMPLER"] = "parentbased_always_off",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["Logging:Console:FormatterName"] = "json",
    };

    async Task<Dictionary<string, string>> CertificateAsync(CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=observed", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(CertificateDays));
        var (own, ownKey) = (Path.Combine(folder.FullName, "tls.crt"), Path.Combine(folder.FullName, "tls.key"));
        await File.WriteAllTextAsync(own, certificate.ExportCertificatePem(), cancellationToken);
        await File.WriteAllTextAsync(ownKey, key.ExportPkcs8PrivateKeyPem(), cancellationToken);
        return new() { ["Upstreams:Tls:CertificateFile"] = own, ["Upstreams:Tls:KeyFile"] = ownKey };
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
        {
            await services.DisposeAsync();
        }

        if (collector is not null)
        {
            await collector.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }
}

/// <summary>Tests of the observed services, which run one at a time.</summary>
[CollectionDefinition(Name)]
public sealed class ObservedCollection : ICollectionFixture<ObservedServices>
{
    public const string Name = "observed services";
}
