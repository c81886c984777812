using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KosovoNato.Hosting;
using KosovoNato.Milestones;
using KosovoNato.Recognitions;
using KosovoNato.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Tests.Hosting;

/// <summary>A service that cannot start ends with one sentence, which names the setting, and with an exit code.</summary>
public sealed class ServiceProgramTests(SharedStores stores)
{
    const int StoreRejected = 69, PortUnavailable = 76, InvalidSetting = 78;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Invalid => new()
    {
        { "Store:Configuration", "", "Store:Configuration is required" },
        { "Store:Configuration", "127.0.0.1:6379,pasword=x", "Store:Configuration must be host:port" },
        { "Store:MaxCommitBatch", "0", "Store:MaxCommitBatch must be between 1 and 1024" },
        { "Store:RetryTimeout", "soon", "Store:RetryTimeout" },
        { "Listen:GrpcPort", "65536", "Listen:GrpcPort must be between 0 and 65535" },
        { "Listen:GrpcPort", "grpc", "Listen:GrpcPort" },
        { "Listen:Tls:CertificateFile", "/none/tls.crt", "Listen:Tls cannot be used" },
        { "Access:ApiKeyFile", "/dev/null/keys", "Access:ApiKeyFile cannot be used" },
        { "Upstreams:Addresses:recognitions", "recognitions:8081", "Upstreams:Addresses:recognitions must be http://host:port" },
        { "Upstreams:Tls:CertificateAuthorityFile", "/none/ca.crt", "Upstreams:Tls:CertificateAuthorityFile cannot be used" },
        { "Bus:RabbitMqUri", "http://rabbit", "Bus:RabbitMqUri must be amqp://" },
    };

    [Theory, MemberData(nameof(Invalid))]
    public async Task An_invalid_setting_is_named(string name, string value, string says)
    {
        var (code, sentence) = await RunAsync(
            (name, value), ("Listen:Tls:KeyFile", name.StartsWith("Listen:Tls", StringComparison.Ordinal) ? value : null));
        Assert.Equal(InvalidSetting, code);
        Assert.Contains(says, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Listen:GrpcPort")]
    [InlineData("Listen:HttpPort")]
    [InlineData("Listen:MetricsPort")]
    public async Task A_port_in_use_is_named_with_its_setting(string setting)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var (code, sentence) = await RunAsync((setting, $"{port}"));
        Assert.Equal(PortUnavailable, code);
        Assert.StartsWith($"{setting}: port {port} on 127.0.0.1 is taken", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named()
    {
        // TEST-NET-1 of RFC 5737, which no machine has.
        var (code, sentence) = await RunAsync(("Listen:Address", "192.0.2.1"));
        Assert.Equal(PortUnavailable, code);
        Assert.Contains("Listen:Address", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_can_lose_writes_is_named()
    {
        await using var store = await StoreServer.StartAsync(StoreBackend.Redis, Cancelled);
        await RawStore.SetAsync(store.Configuration, "maxmemory-policy", "allkeys-lru");
        var (code, sentence) = await RunAsync(["replica.store_not_durable"], ("Store:Configuration", store.Configuration));
        Assert.Equal(StoreRejected, code);
        Assert.Contains("maxmemory-policy allkeys-lru", sentence, StringComparison.Ordinal);
        Assert.Contains("Store:Configuration", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_cannot_start_prints_one_sentence_and_exits_without_a_signal()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        using var folder = new TemporaryDirectory();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(RecognitionsModule).Assembly.Location,
            $"--Listen:GrpcPort={port}", "--Listen:HttpPort=0", "--Store:Configuration=127.0.0.1:1",
            $"--Access:ApiKeyFile={Path.Combine(folder.Path, "keys")}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(Cancelled);
        var errors = await process.StandardError.ReadToEndAsync(Cancelled).WithinAsync(60);
        await process.WaitForExitAsync(Cancelled).WithinAsync(60);

        Assert.Equal(PortUnavailable, process.ExitCode);
        Assert.StartsWith($"Listen:GrpcPort: port {port}", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
        Assert.Empty(await output);
    }

    Task<(int Code, string Sentence)> RunAsync(params (string Name, string? Value)[] settings) => RunAsync([], settings);

    /// <summary>Runs milestones, which has an upstream, until it ends. Its log must have no other errors.</summary>
    async Task<(int Code, string Sentence)> RunAsync(string[] provoked, params (string Name, string? Value)[] settings)
    {
        using var folder = new TemporaryDirectory();
        var log = new UnexpectedErrors();
        log.Expect(provoked);
        var defaults = new Dictionary<string, string?>
        {
            ["Store:Configuration"] = (await stores.Of(StoreBackend.Redis)).Configuration,
            ["Store:KeyPrefix"] = StoreServer.FreshPrefix(),
            ["Access:ApiKeyFile"] = Path.Combine(folder.Path, "keys"),
            ["Listen:GrpcPort"] = "0",
            ["Listen:HttpPort"] = "0",
            ["Upstreams:Addresses:recognitions"] = "http://127.0.0.1:1",
        };
        foreach (var (name, value) in settings.Where(setting => setting.Value is not null))
        {
            defaults[name] = value;
        }

        using var errors = new StringWriter();
        var code = await ServiceProgram.RunAsync(() => MilestonesModule.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(defaults);
            builder.Logging.ClearProviders().AddProvider(log);
        }), errors).WithinAsync(60);
        log.AssertNone();
        return (code, Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }
}
