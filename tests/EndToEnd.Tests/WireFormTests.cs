using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The other transports of the service: JSON, gRPC-Web and gRPC reflection.</summary>
public sealed class WireFormTests(SharedStores stores) : IAsyncLifetime
{
    readonly HttpClient http = new();
    Deployment deployment = null!;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        deployment = await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration);
        http.BaseAddress = deployment.Service.HttpAddress;
        http.Timeout = TimeSpan.FromSeconds(20);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await deployment.DisposeAsync();
    }

    [Fact]
    public async Task A_write_and_a_list_work_as_json()
    {
        using var answer = await PostAsync(
            new { source = new { name = "sources/a", title = "Title", kind = "SOURCE_KIND_PAGE" }, requestId = TestRequests.NewId() },
            Deployment.Key);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var written = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal("1", written.GetProperty("revision").GetProperty("number").GetString());

        var list = await http.GetFromJsonAsync<JsonElement>("/v1/sources?pageSize=10", Cancelled);
        var source = Assert.Single(list.GetProperty("sources").EnumerateArray());
        Assert.Equal("sources/a", source.GetProperty("name").GetString());
        Assert.Equal(written.GetProperty("source").GetProperty("etag").GetString(), source.GetProperty("etag").GetString());
        var one = await http.GetFromJsonAsync<JsonElement>("/v1/sources/a", Cancelled);
        Assert.Equal("Title", one.GetProperty("source").GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_watch_as_json_sends_one_object_per_line()
    {
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        await using var body = await http.GetStreamAsync("/v1/recognitions:watch?bookmarkInterval=1s", Cancelled);
        using var lines = new StreamReader(body);
        var snapshot = await NextAsync(lines);
        Assert.Equal("1", snapshot.GetProperty("snapshotEnd").GetProperty("revision").GetString());
        Assert.Equal("sources/a", snapshot.GetProperty("snapshot")[0].GetProperty("name").GetString());
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("b"));
        var change = await NextAsync(lines);
        Assert.Equal("2", change.GetProperty("revisions")[0].GetProperty("revision").GetString());
        Assert.Equal("2", (await NextAsync(lines)).GetProperty("bookmark").GetProperty("revision").GetString());
    }

    [Theory]
    [InlineData("/v1/sources/none", HttpStatusCode.NotFound, "RESOURCE_NOT_FOUND")]
    [InlineData("/v1/sources?pageSize=-1", HttpStatusCode.BadRequest, "INVALID_REQUEST")]
    [InlineData("/v1/sources?pageToken=garbage", HttpStatusCode.BadRequest, "TOKEN_INVALID")]
    [InlineData("/v1/recognitions:watch?resumeToken=garbage", HttpStatusCode.BadRequest, "TOKEN_INVALID")]
    public async Task A_rejection_as_json_has_its_details(string path, HttpStatusCode status, string reason)
    {
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await AssertRefusedAsync(answer, status, reason);
    }

    [Fact]
    public async Task A_write_as_json_without_a_key_is_rejected()
    {
        using var answer = await PostAsync(new { requestId = TestRequests.NewId() }, key: null);
        await AssertRefusedAsync(answer, HttpStatusCode.Unauthorized, "CREDENTIALS_REQUIRED");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"source\": 7}")]
    [InlineData("{\"source\": {\"kind\": \"NO_SUCH_KIND\"}}")]
    [InlineData("{\"noSuchField\": 1}")]
    public async Task Unreadable_json_is_an_invalid_request(string body)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/v1/sources:register")
        { Content = new StringContent(body, null, "application/json") };
        request.Headers.Authorization = new("Bearer", Deployment.Key);
        using var answer = await http.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("Exception", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        deployment.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_unary_call_works_over_grpc_web()
    {
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("a"));
        var message = new GetSourceRequest { Name = "sources/a" }.ToByteArray();
        using var content = new ByteArrayContent([0, 0, 0, 0, (byte)message.Length, .. message]);
        content.Headers.ContentType = new("application/grpc-web+proto");
        using var answer = await http.PostAsync($"/{RecognitionService.Descriptor.FullName}/GetSource", content, Cancelled);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancelled);
        var length = (bytes[3] << 8) | bytes[4];
        Assert.Equal("A title", GetSourceResponse.Parser.ParseFrom(bytes.AsSpan(5, length)).Source.Title);
        Assert.Contains("grpc-status: 0", System.Text.Encoding.ASCII.GetString(bytes[(5 + length)..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reflection_lists_the_service()
    {
        using var call = new ServerReflection.ServerReflectionClient(deployment.Channel).ServerReflectionInfo(cancellationToken: Cancelled);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, Cancelled);
        Assert.True(await call.ResponseStream.MoveNext(Cancelled).WithinAsync(10));
        Assert.Contains(
            RecognitionService.Descriptor.FullName,
            call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("liveness")]
    [InlineData("readiness")]
    [InlineData("kosovonato.recognitions.v1.RecognitionService")]
    public async Task Health_responds_for_each_name(string name)
    {
        var health = new Health.HealthClient(deployment.Channel);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new() { Service = name })).Status);
        Assert.Equal(StatusCode.NotFound, (await ErrorAssert.By(health.CheckAsync(new() { Service = "none" }))).StatusCode);
    }

    async Task<HttpResponseMessage> PostAsync(object body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sources:register") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = key is null ? null : new("Bearer", key);
        return await http.SendAsync(request, Cancelled);
    }

    static async Task AssertRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string reason)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        var info = JsonDocument.Parse(text).RootElement.GetProperty("details").EnumerateArray().First();
        Assert.Equal("type.googleapis.com/google.rpc.ErrorInfo", info.GetProperty("@type").GetString());
        Assert.Equal((reason, "kosovonato"), (info.GetProperty("reason").GetString(), info.GetProperty("domain").GetString()));
    }

    static async Task<JsonElement> NextAsync(StreamReader lines)
    {
        var line = await lines.ReadLineAsync(Cancelled).AsTask().WithinAsync(10);
        return JsonDocument.Parse(line!).RootElement;
    }
}
