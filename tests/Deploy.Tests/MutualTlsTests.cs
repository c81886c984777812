using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using KosovoNato.Testing;

namespace KosovoNato.Deploy.Tests;

/// <summary>
/// With their settings in a cluster, the services and the dashboard authenticate each other by certificates, reject other callers, and
/// reach stores and broker over TLS.
/// </summary>
public sealed class MutualTlsTests(Deployments deployments)
{
    const string Prefix = "KOSOVONATO_";

    readonly int metricsPort = FreePort.Next();

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task A_service_with_an_upstream_follows_it_with_its_own_certificate()
    {
        var manifests = deployments.Overlay("staging");
        // With backups, which staging has not.
        var production = deployments.ProductionWithSingleStores;
        using var certificates = new MadeCertificates(production);
        using var folder = new TemporaryDirectory();
        await using var store = await DeployedStore.StartAsync(production, Cancelled, certificates);
        await using var broker = await DeployedBroker.StartAsync(manifests, certificates, deployments.Secret("users.json"));
        File.WriteAllText(Path.Combine(folder.Path, "api.keys"), deployments.Secret("api.keys"));
        var running = new Dictionary<string, ServiceProcess>();
        try
        {
            // In this order, so that the addresses of a workload's upstreams are known when it starts.
            foreach (var name in new[] { "recognitions", "milestones", "recommendations", "dashboard" })
            {
                var server = manifests.Servers.Single(server => server.Name == name);
                var settings = Settings(server, store, broker, folder, certificates, running);
                running[name] = await ServiceProcess.StartAsync(
                    $"{char.ToUpperInvariant(name[0])}{name[1..]}", settings, Cancelled, Environment(server, certificates));
            }

            using var http = Caller(certificates);
            await RecordAsync(http, running["recognitions"], folder);
            await Eventually.True(() => Followed(running["milestones"]) == 1 && Followed(running["recommendations"]) == 2, seconds: 40);
            await HearsAsync(http, running["dashboard"], "sources/note-1");
            await Eventually.True(() => HasPublishedAsync(http), 40, "the broker has confirmed a revision");
            Export(production, store, folder, certificates);

            using var refused = await http.GetAsync(At(running["recognitions"], "/v1/sources"), Cancelled);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Contains("CREDENTIALS_REQUIRED", await refused.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(running["recognitions"].HttpAddress, Cancelled));
            Assert.All(running.Values, service => service.AssertNoErrors());
        }
        finally
        {
            await Task.WhenAll(running.Values.Select(service => service.DisposeAsync().AsTask()));
        }
    }

    static int Followed(ServiceProcess service) =>
        service.Lines.Count(line => line.Contains(": applied the snapshot of ", StringComparison.Ordinal));

    static async Task RecordAsync(HttpClient http, ServiceProcess recognitions, TemporaryDirectory folder)
    {
        var key = (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "api.keys"), Cancelled))[0].Split(':')[1];
        using var request = new HttpRequestMessage(HttpMethod.Post, At(recognitions, "/v1/sources:register"))
        {
            Content = JsonContent.Create(
                new { source = new { name = "sources/note-1", title = "A note", kind = "SOURCE_KIND_PAGE" }, requestId = Guid.NewGuid() }),
        };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await http.SendAsync(request, Cancelled);
        answer.EnsureSuccessStatusCode();
    }

    async Task<bool> HasPublishedAsync(HttpClient http) => Regex.IsMatch(
        await http.GetStringAsync(new Uri($"http://127.0.0.1:{metricsPort}/metrics"), Cancelled),
        "(?m)^kosovonato_relay_published_revisions_total.* [1-9]");

    /// <summary>Exports the store as the nightly job does.</summary>
    static void Export(Manifests manifests, DeployedStore store, TemporaryDirectory folder, MadeCertificates certificates)
    {
        var job = manifests.Workloads.Single(workload => workload.Name == "backup");
        var container = job.Containers.Single(container => container.Name == "recognitions");
        var settings = Workload.SettingsOf(container).Where(setting => setting.Value is not null);
        var variables = settings.Select(setting => $"{setting.Name}={setting.Value}"
            .Replace($"{DeployedStore.Name}:6379", $"127.0.0.1:{store.Port},sslHost={DeployedStore.Name}", StringComparison.Ordinal)
            .Replace("$(STORE_PASSWORD)", DeployedStore.BackupPassword, StringComparison.Ordinal)
            .Replace("/etc/kosovonato-tls", certificates.FolderOf(SecretOf(job)), StringComparison.Ordinal));
        var program = Path.Combine(AppContext.BaseDirectory, "KosovoNato.Backup.dll");
        string[] arguments = [.. container.Args.Select(argument => argument == "$(BACKUPS)" ? folder.Path : argument)];
        Programs.Run("env", folder.Path, "", [.. variables, "dotnet", program, .. arguments]);
        Assert.Contains(
            "sources/note-1", File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Path, "recognitions-*.ndjson"))),
            StringComparison.Ordinal);
    }

    /// <summary>Reads the page's stream until it contains this text.</summary>
    static async Task HearsAsync(HttpClient http, ServiceProcess dashboard, string said)
    {
        using var events = new StreamReader(await http.GetStreamAsync(At(dashboard, "/events"), Cancelled));
        while (await events.ReadLineAsync(Cancelled).AsTask().WithinAsync(20) is { } line)
        {
            if (line.Contains(said, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The page's stream ended without {said}.");
    }

    /// <summary>A client that trusts the authority and presents no certificate.</summary>
    static HttpClient Caller(MadeCertificates certificates)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { certificates.Authority },
            RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
        };
        return new(handler);
    }

    static Uri At(ServiceProcess service, string path) => new($"https://localhost:{service.HttpPort}{path}");

    static string SecretOf(Workload server) => server.Pod.Volumes.Single(volume => volume.Name == "tls").Secret.SecretName;

    /// <summary>The variables with which libraries find the authority of the certificates.</summary>
    static Dictionary<string, string> Environment(Workload server, MadeCertificates certificates) => server.Settings
        .Where(variable => !variable.Name.StartsWith(Prefix, StringComparison.Ordinal)
            && variable.Value?.StartsWith("/etc/kosovonato-tls/", StringComparison.Ordinal) is true)
        .ToDictionary(variable => variable.Name, variable => variable.Value.Replace(
            "/etc/kosovonato-tls", certificates.FolderOf(SecretOf(server)), StringComparison.Ordinal));

    /// <summary>
    /// All settings of the manifest, with the addresses, passwords and file paths of the test; without the issuer, which no test uses.
    /// </summary>
    Dictionary<string, string> Settings(
        Workload server, DeployedStore store, DeployedBroker broker, TemporaryDirectory folder, MadeCertificates certificates,
        Dictionary<string, ServiceProcess> running)
    {
        var settings = server.Settings
            .Where(variable => variable.Name.StartsWith(Prefix, StringComparison.Ordinal) && variable.Value is not null)
            .Where(variable => !variable.Name.Contains("Issuers__", StringComparison.Ordinal))
            .ToDictionary(
                variable => variable.Name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), variable => variable.Value
                .Replace($"{server.Name}-store:6379", $"127.0.0.1:{store.Port},sslHost={DeployedStore.Name}", StringComparison.Ordinal)
                .Replace("$(STORE_PASSWORD)", DeployedStore.Password, StringComparison.Ordinal)
                .Replace("rabbitmq:5672", $"localhost:{broker.Port}", StringComparison.Ordinal)
                .Replace("$(BUS_PASSWORD)", server.Component == "service" ? deployments.Secret($"{server.Name}-bus") : "",
                    StringComparison.Ordinal)
                .Replace("/etc/kosovonato-tls", certificates.FolderOf(SecretOf(server)), StringComparison.Ordinal)
                .Replace("/etc/kosovonato", folder.Path, StringComparison.Ordinal));
        foreach (var (name, service) in running)
        {
            settings = settings.ToDictionary(
                one => one.Key, one => one.Value.Replace(
                    $"https://{name}:8081", $"https://localhost:{service.GrpcPort}", StringComparison.Ordinal));
        }

        settings["Listen:Address"] = "127.0.0.1";
        settings["Listen:MetricsPort"] = $"{(server.Name == "recognitions" ? metricsPort : FreePort.Next())}";
        return settings;
    }
}
