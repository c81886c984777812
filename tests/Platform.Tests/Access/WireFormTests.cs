using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>Access over JSON and gRPC-Web, and to health, reflection and metrics.</summary>
public sealed class WireFormTests(SharedStores stores) : IAsyncLifetime
{
    readonly TemporaryDirectory folder = new();
    readonly TestIssuer issuer = new();
    readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };
    RunningService service = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync(stores, folder.Accept(issuer));
        http.BaseAddress = service.HttpAddress;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await service.DisposeAsync();
        issuer.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, 16, "CREDENTIALS_REQUIRED")]
    [InlineData("garbage", HttpStatusCode.Unauthorized, 16, "ACCESS_TOKEN_REJECTED")]
    [InlineData("", HttpStatusCode.Forbidden, 7, "PERMISSION_DENIED")]
    public async Task A_rejection_as_json_has_its_status_and_its_reason(string? scope, HttpStatusCode status, int code, string reason)
    {
        foreach (var path in new[] { "/v1/sources/none", "/v1/recognitions:watch", "/v1/sources?pageSize=-1" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = scope is null ? null : new("Bearer", scope.Length == 0 ? issuer.Token() : scope);
            using var answer = await http.SendAsync(request, Call.Cancelled);
            Assert.Equal(status, answer.StatusCode);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Call.Cancelled);
            Assert.Equal(code, body.GetProperty("code").GetInt32());
            var info = body.GetProperty("details")[0];
            Assert.Equal("type.googleapis.com/google.rpc.ErrorInfo", info.GetProperty("@type").GetString());
            Assert.Equal((reason, "kosovonato"), (info.GetProperty("reason").GetString(), info.GetProperty("domain").GetString()));
        }
    }

    [Fact]
    public async Task A_rejection_over_grpc_web_has_its_status()
    {
        using var content = new ByteArrayContent([0, 0, 0, 0, 0]);
        content.Headers.ContentType = new("application/grpc-web+proto");
        using var answer = await http.PostAsync($"/{service.Descriptor.FullName}/ListStates", content, Call.Cancelled);
        Assert.Equal((HttpStatusCode.OK, "16"), (answer.StatusCode, answer.Headers.GetValues("grpc-status").Single()));
        Assert.Equal("application/grpc-web+proto", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_read_as_json_works_with_a_token()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/sources");
        request.Headers.Authorization = new("Bearer", issuer.Token("recognitions.read"));
        using var answer = await http.SendAsync(request, Call.Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Json_above_a_megabyte_is_rejected_before_it_is_read()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/v1/sources:register")
        { Content = new StringContent(new string(' ', 2 << 20), null, "application/json") };
        request.Headers.Authorization = new("Bearer", RunningService.Key);
        using var answer = await http.SendAsync(request, Call.Cancelled);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Contains("LIMIT_EXCEEDED", await answer.Content.ReadAsStringAsync(Call.Cancelled), StringComparison.Ordinal);
    }

    // What is wrong with a request is told only to callers who may send it.
    [Theory]
    [InlineData("POST", "/v1/sources:register", "{\"sour")]
    [InlineData("POST", "/v1/sources:register", "{\"dryRun\":true}")]
    [InlineData("GET", "/v1/sources?pagesize=5", null)]
    public async Task A_json_request_is_not_read_before_its_caller_is_authenticated(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new(method), path)
        {
            Content = body is null ? null : new StringContent(body, null, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", issuer.Token());
        using var answer = await http.SendAsync(request, Call.Cancelled);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task Health_and_metrics_are_open()
    {
        var health = new Health.HealthClient(service.Channel);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new())).Status);
        foreach (var path in new[] { "/health/live", "/health/ready", "/metrics" })
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(path, Call.Cancelled)).StatusCode);
        }

        await service.Bearer("ListStates", "garbage");
        await Eventually.True(
            async () => (await http.GetStringAsync("/metrics", Call.Cancelled)).Contains(
                "kosovonato_access_rejected_calls", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reflection_needs_an_identity_and_no_permission()
    {
        Assert.Equal(new(StatusCode.Unauthenticated, "CREDENTIALS_REQUIRED"), await ReflectAsync(null));
        Assert.Equal(new(StatusCode.Unauthenticated, "ACCESS_TOKEN_REJECTED", "MALFORMED"), await ReflectAsync("garbage"));
        Assert.Equal(new(StatusCode.OK), await ReflectAsync(issuer.Token()));
        Assert.Equal(new(StatusCode.OK), await ReflectAsync(RunningService.Key));
    }

    async Task<CallResult> ReflectAsync(string? credential)
    {
        Metadata headers = credential is null ? [] : new() { { "authorization", $"Bearer {credential}" } };
        using var call = new ServerReflection.ServerReflectionClient(service.Channel).ServerReflectionInfo(
            headers, cancellationToken: Call.Cancelled);
        try
        {
            // After a rejection the caller cannot write any more, and the read returns the reason.
            await call.RequestStream.WriteAsync(new() { ListServices = "" }, Call.Cancelled)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Assert.True(await call.ResponseStream.MoveNext(Call.Cancelled).WithinAsync(10));
            return new(StatusCode.OK);
        }
        catch (RpcException refused)
        {
            return Call.Of(refused);
        }
    }
}
