using System.Net;
using System.Net.Http.Json;
using KosovoNato.Testing;
using StackExchange.Redis;

namespace KosovoNato.Deploy.Tests;

/// <summary>The replicated store as components/replicated-store configures it, with a real service.</summary>
public sealed class ReplicatedStoreTests(Deployments deployments)
{
    const string Service = "recognitions";
    const string Key = "a-key-for-tests-only-0123456789";

    // Optional queries of the client library: whether there are more servers.
    static readonly string[] Harmless = ["service: cluster|nodes", "service: cluster|slots", "service: cluster"];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_pod_is_replaced_and_returns_as_a_replica(bool withTls)
    {
        using var folder = new TemporaryDirectory();
        var manifests = withTls ? deployments.Overlay("production") : deployments.With(new Combination(["replicated-store"]));
        using var certificates = withTls ? new MadeCertificates(manifests) : null;
        var network = $"127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(1, 255)}";
        var pods = Enumerable.Range(0, 3)
            .Select(number => new DeployedServer(manifests, $"{Service}-store", network, number, folder, certificates)).ToList();
        try
        {
            await Task.WhenAll(pods.Select(pod => pod.StartAsync(Cancelled)));
            await Eventually.True(() => pods.All(pod => pod.IsReady), 60);
            await using var service = await ServiceProcess.StartAsync(
                "Recognitions", Settings(manifests, network, folder), Cancelled, Environment(certificates));
            await WriteAsync(service, 1);

            await pods[0].KillAsync();
            await Eventually.True(async () => (await TryWriteAsync(service, 2)).IsSuccessStatusCode, 60);
            await pods[0].StartAsync(Cancelled);
            await Eventually.True(() => pods[0].IsReady && pods.All(pod => pod.Primary == pods[1].Primary), 60);
            Assert.NotEqual(pods[0].Address, pods[1].Primary);
            await AssertNothingRejectedAsync(pods);

            // After a power failure, nobody answers whom to follow.
            await Task.WhenAll(pods.Select(pod => pod.KillAsync()));
            await Task.WhenAll(pods.Select(pod => pod.StartAsync(Cancelled)));
            await Eventually.True(async () => (await TryWriteAsync(service, 3)).IsSuccessStatusCode, 60);
            service.AssertNoErrors();
        }
        finally
        {
            foreach (var pod in pods)
            {
                await pod.DisposeAsync();
            }
        }
    }

    static async Task AssertNothingRejectedAsync(IReadOnlyList<DeployedServer> pods)
    {
        foreach (var pod in pods)
        {
            await using var observer = await pod.ObserveAsync();
            var rejected = (RedisResult[])(await observer.GetDatabase().ExecuteAsync("ACL", "LOG"))!;
            Assert.Empty(rejected.Select(entry => entry.ToDictionary()).Select(entry => $"{entry["username"]}: {entry["object"]}")
                .Except(Harmless));
        }
    }

    /// <summary>How the client library of the stores is told of the authority.</summary>
    static Dictionary<string, string> Environment(MadeCertificates? certificates) => certificates is null
        ? []
        : new() { ["SERedis_IssuerCertPath"] = Path.Combine(certificates.FolderOf($"{Service}-store-tls"), "ca.crt") };

    static Dictionary<string, string> Settings(Manifests manifests, string network, TemporaryDirectory folder)
    {
        var settings = manifests.Services.Single(one => one.Name == Service).Settings
            .Where(variable => variable.Name.StartsWith("KOSOVONATO_Store__", StringComparison.Ordinal))
            .ToDictionary(
                variable => variable.Name["KOSOVONATO_".Length..].Replace("__", ":", StringComparison.Ordinal),
                variable => Enumerable.Range(0, 3).Aggregate(variable.Value, (value, number) => value.Replace(
                    $"{Service}-store-{number}.{Service}-store", DeployedServer.AddressIn(network, number), StringComparison.Ordinal))
                    .Replace("$(STORE_PASSWORD)", DeployedStore.Password, StringComparison.Ordinal)
                    // The addresses of the test are in no certificate.
                    .Replace("ssl=true", "ssl=true,sslHost=localhost", StringComparison.Ordinal));
        settings["Access:ApiKeyFile"] = Path.Combine(folder.Path, "api.keys");
        File.WriteAllText(settings["Access:ApiKeyFile"], $"tester:{Key}\n");
        return settings;
    }

    static async Task WriteAsync(ServiceProcess service, int number) => (await TryWriteAsync(service, number)).EnsureSuccessStatusCode();

    static async Task<HttpResponseMessage> TryWriteAsync(ServiceProcess service, int number)
    {
        using var http = new HttpClient { BaseAddress = service.HttpAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        // The same request ID each time: an attempt with an unknown outcome may have been recorded.
        var answer = await http.PostAsJsonAsync(
            "/v1/sources:register",
            new
            {
                source = new { name = $"sources/note-{number}", title = "A note", kind = "SOURCE_KIND_PAGE" },
                requestId = $"00000000-0000-4000-8000-{number:D12}",
            },
            Cancelled);
        Assert.True(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}");
        return answer;
    }
}
