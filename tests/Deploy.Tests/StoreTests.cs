using System.Net.Http.Json;
using KosovoNato.Backup;
using KosovoNato.Testing;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace KosovoNato.Deploy.Tests;

/// <summary>A service can work with its rendered settings and its permissions in the store.</summary>
public sealed class StoreTests(Deployments deployments)
{
    const string Service = "recognitions";

    // The revisions that compaction keeps in this test; compaction starts at twice as many.
    const int Kept = 1_000;

    // Optional queries of the client library: whether there are more servers.
    static readonly string[] Harmless = ["service: cluster|nodes", "service: cluster|slots", "service: cluster"];

    // Rarely needed permissions: to stop, to connect to a restarted server and check its disk, and to delete old checkpoints.
    static readonly string[] Seldom = ["unsubscribe", "del", "unlink", "evalsha", "script|load", "bgrewriteaof"];

    [Fact]
    public async Task A_service_has_exactly_the_store_permissions_that_it_needs()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = await DeployedStore.StartAsync(deployments.Overlay("local"), cancellationToken);
        using var folder = new TemporaryDirectory();
        await using var service = await ServiceProcess.StartAsync("Recognitions", Settings(store, folder), cancellationToken);

        await WriteAsync(service, folder, 2 * Kept + 100, cancellationToken);
        await Eventually.True(
            async () => await store.Observer.GetDatabase().HashExistsAsync($"kosovonato:{Service}", "floor"), seconds: 40);
        await Eventually.True(async () => !await store.Observer.GetDatabase().HashExistsAsync($"kosovonato:{Service}", "1"));
        Assert.True(await store.Observer.GetDatabase().HashExistsAsync($"kosovonato:{Service}:probe", "probe"));
        await service.TerminateAsync();

        service.AssertNoErrors();
        Assert.Empty((await store.RefusedAsync()).Except(Harmless));
        Assert.Empty(store.Permitted.Except(await store.CarriedOutAsync()).Except(Seldom));
    }

    [Fact]
    public async Task A_restarted_store_has_every_write_of_every_group()
    {
        const int written = 200;
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = await DeployedStore.StartAsync(deployments.Overlay("local"), cancellationToken);
        using var folder = new TemporaryDirectory();
        await using (var service = await ServiceProcess.StartAsync("Recognitions", Settings(store, folder), cancellationToken))
        {
            await WriteAsync(service, folder, written, cancellationToken);
        }

        await store.RestartAsync();

        RedisValue[] fields = [.. Enumerable.Range(1, written).Select(revision => (RedisValue)$"{revision}"), "head"];
        var kept = await store.Observer.GetDatabase().HashGetAsync($"kosovonato:{Service}", fields);
        Assert.All(kept, field => Assert.True(field.HasValue));
        Assert.Equal(written, (int)kept[^1]);
    }

    [Fact]
    public async Task An_operator_exports_and_restores_with_the_dedicated_users()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var store = await DeployedStore.StartAsync(deployments.ProductionWithSingleStores, cancellationToken);
        using var folder = new TemporaryDirectory();
        await using (var service = await ServiceProcess.StartAsync("Recognitions", Settings(store, folder), cancellationToken))
        {
            await WriteAsync(service, folder, 20, cancellationToken);
        }

        var file = Path.Combine(folder.Path, "recognitions.ndjson");
        await BackupAsync(store, "backup", DeployedStore.BackupPassword, "kosovonato", "export", "--service", Service, "--output", file);
        await BackupAsync(store, "restore", DeployedStore.Password, "kosovonato:again", "import", "--service", Service, "--input", file);
        await BackupAsync(store, "restore", DeployedStore.Password, "kosovonato:again", "renew-store-id", "--service", Service);

        Assert.Equal("20", (string?)await store.Observer.GetDatabase().HashGetAsync($"kosovonato:again:{Service}", "head"));
        Assert.Empty((await store.RefusedAsync()).Except(Harmless));
    }

    [Fact]
    public async Task The_export_user_can_only_read()
    {
        await using var store =
            await DeployedStore.StartAsync(deployments.ProductionWithSingleStores, TestContext.Current.CancellationToken);
        foreach (var (user, command) in new (string, object[])[]
        {
            ("backup", ["HSET", $"kosovonato:{Service}", "head", "1"]),
            ("backup", ["EVAL", "return 1", "0"]),
            ("backup", ["HGET", "other:recognitions", "head"]),
            ("restore", ["FLUSHALL"]),
            ("restore", ["RENAME", $"kosovonato:{Service}", "other"]),
        })
        {
            Assert.Contains(
                "no permissions", (string?)await store.Observer.GetDatabase().ExecuteAsync("ACL", ["DRYRUN", user, .. command]),
                StringComparison.Ordinal);
        }

        await using var without = await DeployedStore.StartAsync(deployments.Overlay("local"), TestContext.Current.CancellationToken);
        foreach (var password in new[] { "", DeployedStore.Password, DeployedStore.BackupPassword })
        {
            await Assert.ThrowsAsync<RedisServerException>(() => without.Observer.GetDatabase().ExecuteAsync("AUTH", "backup", password));
        }
    }

    [Fact]
    public async Task No_other_user_can_access_a_store()
    {
        await using var store = await DeployedStore.StartAsync(deployments.Overlay("local"), TestContext.Current.CancellationToken);
        var database = store.Observer.GetDatabase();
        Assert.Equal(
            "PONG", Programs.Run(
                "redis-cli", ".", "", "-p", $"{store.Port}", "-e", "--user", "probe", "--pass", "probe", "--no-auth-warning", "ping")
                    .Trim());
        Assert.Throws<InvalidOperationException>(() => Programs.Run("redis-cli", ".", "", "-p", $"{store.Port}", "-e", "ping"));
        foreach (var (user, command) in new (string, object[])[]
        {
            ("probe", ["INFO"]),
            ("service", ["FLUSHALL"]),
            ("service", ["CONFIG", "SET", "appendfsync", "no"]),
            ("service", ["HGET", "other:recognitions", "head"]),
            ("service", ["ACL", "LIST"]),
        })
        {
            Assert.Contains(
                "no permissions", (string?)await database.ExecuteAsync("ACL", ["DRYRUN", user, .. command]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_store_with_TLS_answers_its_probe_and_rejects_connections_without_TLS()
    {
        var manifests = deployments.ProductionWithSingleStores;
        using var certificates = new MadeCertificates(manifests);
        await using var store = await DeployedStore.StartAsync(manifests, TestContext.Current.CancellationToken, certificates);
        var redis = manifests.Workloads.Single(workload => workload.Name == DeployedStore.Name).Containers.Single();
        var probe = redis.ReadinessProbe.Exec.Command;
        var arguments = probe.Skip(1).Select(part => part.Replace(
            "/etc/store-tls", certificates.FolderOf($"{DeployedStore.Name}-tls"), StringComparison.Ordinal)).ToList();
        Assert.Equal("PONG", Programs.Run(probe[0], ".", "", ["-p", $"{store.Port}", .. arguments]).Trim());
        Assert.Throws<InvalidOperationException>(
            () => Programs.Run(probe[0], ".", "", ["-p", $"{store.Port}", .. arguments.Where(part => part != "--tls")]));
    }

    static async Task BackupAsync(DeployedStore store, string user, string password, string prefix, params string[] args)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Store:Configuration"] = $"127.0.0.1:{store.Port},user={user},password={password}",
            ["Store:KeyPrefix"] = prefix,
        }).Build();
        await using var messages = new StringWriter();
        var run = new BackupRun(settings, () => Stream.Null, () => Stream.Null, TimeProvider.System);
        var code = await new BackupCommand(run.RunAsync).RunAsync(args, new() { Error = messages }, TestContext.Current.CancellationToken);
        Assert.True(code == ExitCodes.Success, messages.ToString());
    }

    Dictionary<string, string> Settings(DeployedStore store, TemporaryDirectory folder)
    {
        const string prefix = "KOSOVONATO_";
        var workload = deployments.Overlay("local").Services.Single(one => one.Name == Service);
        var settings = workload.Settings.Where(
            variable => variable.Name.StartsWith(prefix, StringComparison.Ordinal)
            && !variable.Name.Contains("Bus", StringComparison.Ordinal))
            .ToDictionary(
                variable => variable.Name[prefix.Length..].Replace("__", ":", StringComparison.Ordinal), variable => variable.Value
                .Replace($"{Service}-store:6379", $"127.0.0.1:{store.Port}", StringComparison.Ordinal)
                .Replace("$(STORE_PASSWORD)", DeployedStore.Password, StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder.Path, "api.keys"), deployments.Secret("api.keys"));
        settings["Access:ApiKeyFile"] = Path.Combine(folder.Path, "api.keys");
        settings["Listen:Address"] = "127.0.0.1";
        settings["Listen:MetricsPort"] = $"{FreePort.Next()}";
        settings["Store:CheckpointInterval"] = $"{Kept}";
        settings["Store:RetainedRevisions"] = $"{Kept}";
        return settings;
    }

    static async Task WriteAsync(ServiceProcess service, TemporaryDirectory folder, int revisions, CancellationToken cancellation)
    {
        var key = (await File.ReadAllLinesAsync(Path.Combine(folder.Path, "api.keys"), cancellation))[0].Split(':')[1];
        using var http = new HttpClient { BaseAddress = service.HttpAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        await Parallel.ForAsync(
            0, revisions, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellation }, async (number, stop) =>
        {
            using var answer = await http.PostAsJsonAsync(
                "/v1/sources:register",
                new
                {
                    source = new { name = $"sources/note-{number}", title = "A note", kind = "SOURCE_KIND_PAGE" },
                    requestId = Guid.NewGuid()
                },
                stop);
            answer.EnsureSuccessStatusCode();
        });
    }
}
