using System.Text.Json.Nodes;
using KosovoNato.Testing;

namespace KosovoNato.Images.Tests;

/// <summary>The images of a release as Compose runs them.</summary>
[Collection(nameof(PublishedImages))]
public sealed class ComposeTests(PublishedImages published) : IAsyncLifetime
{
    const string Day = "2025-12-23";

    static readonly string[] Services = ["recognitions", "milestones", "recommendations"];
    static readonly string[] Stores = [.. Services.Select(service => $"{service}-store")];

    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await published.Done;

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact(Explicit = true)]
    public async Task Composed_services_are_seeded_respond_stop_and_keep_their_data()
    {
        var registry = published.Registry;
        Assert.SkipWhen(ComposedSystem.WhyNot.Length > 0, ComposedSystem.WhyNot);
        NameImages(registry.Address);
        using var system = new ComposedSystem();

        system.Up();
        var seeded = await CheckAsync();
        await ConsumedAsync("milestones.recognitions").WithinAsync(120);
        system.Stop();
        Assert.All(Services.Append("dashboard"), service =>
        {
            Assert.Equal((service, 0), (service, ComposedSystem.ExitCodeOf(service)));
            Assert.DoesNotContain(
                ComposedSystem.LogOf(service).Split('\n'), line => line.Contains("\"level\":\"Error\"", StringComparison.Ordinal)
                    || line.Contains("\"level\":\"Critical\"", StringComparison.Ordinal));
        });
        Assert.All(Stores, store => Assert.Equal((store, 0), (store, ComposedSystem.ExitCodeOf(store))));

        // New containers on the same volumes serve the same facts, and seeding them again records nothing.
        system.Down();
        system.Up();
        Assert.Equal(seeded, await CheckAsync());
    }

    /// <summary>Waits for the seeds, checks a response of each program, and returns the revision of the recognitions.</summary>
    async Task<string> CheckAsync()
    {
        foreach (var (service, port) in Services.Zip([5201, 5202, 5203]))
        {
            await Eventually.True(() => IsReadyAsync(port), 120, $"{service} is ready");
            // The health check of the file. podman-compose 1.0 would run it in a shell, which the image does not have.
            ComposedSystem.Run(
                service, "dotnet", $"/app/KosovoNato.{char.ToUpperInvariant(service[0])}{service[1..]}.dll", "probe",
                "http://127.0.0.1:8082/health/ready");
        }

        await SeededAsync().WithinAsync(180);
        var count = JsonNode.Parse(await GetAsync(5201, $"/v1/recognitions:count?organization=nato&as_of={Day}"))!;
        Assert.Equal((28, 32), ((int)count["recognizingCount"]!, (int)count["totalCount"]!));
        Assert.Contains(
            "milestones/path-consensus-pfp", await GetAsync(5202, "/v1/milestones/path-consensus-pfp"), StringComparison.Ordinal);
        Assert.Contains("recommendations/R1", await GetAsync(5203, "/v1/recommendations/R1"), StringComparison.Ordinal);
        Assert.Contains("<script", await GetAsync(5200, "/"), StringComparison.Ordinal);
        return count["revision"]!.ToJsonString();
    }

    Task<string> GetAsync(int port, string path) => http.GetStringAsync(new Uri($"http://127.0.0.1:{port}{path}"), Cancellation);

    async Task<bool> IsReadyAsync(int port)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), Cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>
    /// Waits until the seeder has succeeded. podman-compose 1.0 does not wait for healthy services, so it may be restarted.
    /// </summary>
    static async Task SeededAsync()
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await look.WaitForNextTickAsync(Cancellation) && ComposedSystem.ExitCodeOf("seeder") is not 0)
        {
        }
    }

    /// <summary>Waits until a queue exists. The broker may start after the seeds are loaded, because services do not wait for it.</summary>
    static async Task ConsumedAsync(string queue)
    {
        // Each look starts an Erlang virtual machine.
        using var look = new PeriodicTimer(TimeSpan.FromSeconds(2));
        while (await look.WaitForNextTickAsync(Cancellation) && !Queues().Contains(queue, StringComparison.Ordinal))
        {
        }
    }

    static string Queues() => ComposedSystem.Run("rabbitmq", "rabbitmqctl", "-q", "list_queues", "-p", "kosovonato", "name");

    /// <summary>The images of the release, and those of this machine for Redis and RabbitMQ, under the names in the file.</summary>
    static void NameImages(string registry)
    {
        foreach (var line in File.ReadAllLines(PublishedImages.Result("digests")))
        {
            var (image, digest) = line.Split(' ') is [var name, var hash] ? (name, hash) : throw new FormatException(line);
            var pulled = $"{registry}/{image}@{digest}";
            ComposedSystem.Podman("pull", "-q", pulled);
            ComposedSystem.Name(pulled, $"{image}:1.0.0");
        }

        ComposedSystem.Name(Environment.GetEnvironmentVariable("TEST_REDIS_IMAGE")!, "docker.io/library/redis:7.2.11-bookworm");
        ComposedSystem.Name(Environment.GetEnvironmentVariable("TEST_RABBITMQ_IMAGE")!, "docker.io/library/rabbitmq:4.1.4");
    }
}
