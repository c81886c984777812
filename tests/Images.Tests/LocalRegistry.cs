using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KosovoNato.Deploy.Tests;
using KosovoNato.Testing;

namespace KosovoNato.Images.Tests;

/// <summary>A local image registry for the duration of the tests.</summary>
sealed class LocalRegistry : IAsyncDisposable
{
    const string Base = "dotnet/aspnet";
    const string IndexType = "application/vnd.oci.image.index.v1+json";
    const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    const string ConfigurationType = "application/vnd.oci.image.config.v1+json";
    const string LayerType = "application/vnd.oci.image.layer.v1.tar";

    static readonly string Program = File.Exists(RepositoryPaths.File(".artifacts", "tools", "docker-registry"))
        ? RepositoryPaths.File(".artifacts", "tools", "docker-registry")
        : "docker-registry";

    readonly TemporaryDirectory folder = new();
    readonly Process process;
    readonly HttpClient http;

    LocalRegistry()
    {
        // An engine pulls without TLS from this address: Docker from any local port, podman from the configured one.
        Address = Environment.GetEnvironmentVariable("TEST_REGISTRY") is { Length: > 0 } named ? named : $"localhost:{FreePort.Next()}";
        http = new() { BaseAddress = new($"http://{Address}") };
        var configuration = Path.Combine(folder.Path, "registry.yml");
        File.WriteAllText(configuration, $"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {folder.Path}/data
            http:
              addr: "{Address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)}"
            """);
        process = Process.Start(
            new ProcessStartInfo(Program, ["serve", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Address { get; }

    /// <summary>The reason why no registry can run, or empty if one can.</summary>
    public static string WhyNot =>
        !ContainerEngine.IsPresent ? "No container engine can be had here."
        : !IsInstalled ? "docker-registry is not installed."
        : "";

    static bool IsInstalled => File.Exists(Program)
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(part => File.Exists(Path.Combine(part, Program)));

    public static async Task<LocalRegistry> StartAsync()
    {
        var registry = new LocalRegistry();
        await Eventually.True(registry.AnswersAsync, seconds: 20);
        return registry;
    }

    /// <summary>Builds a base image from this machine's .NET and pushes it as an index with one platform. Returns its name.</summary>
    public async Task<string> PushBaseAsync()
    {
        var layer = Path.Combine(folder.Path, "base.tar");
        Programs.Run("bash", folder.Path, "", RepositoryPaths.File("tests", "containers", "base-image.sh"), layer);
        var layerDigest = await PushAsync(layer);
        var platform = new JsonObject { ["architecture"] = Architecture, ["os"] = "linux" };
        var configuration = await PushAsync(Bytes(new()
        {
            ["architecture"] = Architecture,
            ["os"] = "linux",
            ["config"] = new JsonObject
            {
                ["User"] = "1654",
                ["Env"] = new JsonArray(
                    "PATH=/usr/bin", "APP_UID=1654", "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_RUNNING_IN_CONTAINER=true")
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(layerDigest) },
        }), ConfigurationType);
        var manifest = await PutAsync(ManifestType, new()
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = configuration,
            ["layers"] = new JsonArray(Descriptor(LayerType, layerDigest, new FileInfo(layer).Length)),
        });
        manifest["platform"] = platform;
        var index = await PutAsync(
            IndexType, new() { ["schemaVersion"] = 2, ["mediaType"] = IndexType, ["manifests"] = new JsonArray(manifest) });
        return $"{Address}/{Base}:{Environment.Version}@{index["digest"]}";
    }

    /// <summary>The configuration of a pushed image.</summary>
    public async Task<JsonNode> ConfigurationAsync(string image, string digest)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{image}/manifests/{digest}");
        request.Headers.Accept.Add(new(ManifestType));
        using var answer = (await http.SendAsync(request)).EnsureSuccessStatusCode();
        var manifest = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return JsonNode.Parse(await http.GetStringAsync($"/v2/{image}/blobs/{manifest["config"]!["digest"]}"))!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
        folder.Dispose();
    }

    static string Architecture =>
        System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64
            ? "arm64"
            : "amd64";

    static byte[] Bytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());

    static string DigestOf(Stream content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    static JsonObject Descriptor(string type, string digest, long size) =>
        new() { ["mediaType"] = type, ["digest"] = digest, ["size"] = size };

    async Task<bool> AnswersAsync()
    {
        Assert.False(process.HasExited, $"docker-registry does not run at {Address}.");
        try
        {
            using var answer = await http.GetAsync("/v2/");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    async Task<JsonObject> PushAsync(byte[] content, string type) =>
        Descriptor(type, await PushAsync(new MemoryStream(content)), content.Length);

    async Task<string> PushAsync(string file)
    {
        await using var content = File.OpenRead(file);
        return await PushAsync(content);
    }

    async Task<string> PushAsync(Stream content)
    {
        var digest = DigestOf(content);
        content.Position = 0;
        using var begun = (await http.PostAsync($"/v2/{Base}/blobs/uploads/", null)).EnsureSuccessStatusCode();
        var place = begun.Headers.Location!;
        using var body = new StreamContent(content) { Headers = { ContentType = new(MediaTypeNames.Application.Octet) } };
        using var answer =
            (await http.PutAsync($"{place}{(place.Query.Length > 0 ? "&" : "?")}digest={digest}", body)).EnsureSuccessStatusCode();
        return digest;
    }

    async Task<JsonObject> PutAsync(string type, JsonObject manifest)
    {
        var content = Bytes(manifest);
        var digest = DigestOf(new MemoryStream(content));
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = (await http.PutAsync($"/v2/{Base}/manifests/{digest}", body)).EnsureSuccessStatusCode();
        return Descriptor(type, digest, content.Length);
    }
}
