using System.Net;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>Pages of allowed origins can use the dashboard's stream and its reads.</summary>
[Collection(OneDashboard.Name)]
public sealed class CrossOriginTests(RunningDashboard running)
{
    const string Allowed = "https://example.org";
    const string Read = "/kosovonato.recognitions.v1.RecognitionService/ListSources";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/events")]
    [InlineData("POST", "/kosovonato.dashboard.v1.DashboardService/WatchAll")]
    [InlineData("POST", Read)]
    public async Task An_allowed_page_passes_the_preflight_and_can_read_the_response(string method, string path)
    {
        await using var dashboard = await running.StartInProcessAsync(("Listen:AllowedOrigins:0", Allowed));
        using var preflight = await SendAsync(dashboard, Preflight(method, path));
        Assert.Equal((HttpStatusCode.NoContent, Allowed), (preflight.StatusCode, OriginOf(preflight)));

        using var answer = await SendAsync(
            dashboard, method == "GET" ? new(HttpMethod.Get, path) : GrpcWeb.Call(path, new ListSourcesRequest { PageSize = 1 }));
        Assert.Equal((HttpStatusCode.OK, Allowed), (answer.StatusCode, OriginOf(answer)));
        Assert.Equal(
            "grpc-status,grpc-message,grpc-status-details-bin,retry-after",
            string.Join(',', answer.Headers.GetValues("Access-Control-Expose-Headers")));
    }

    [Fact]
    public async Task Without_the_setting_a_page_of_another_origin_is_rejected_with_the_name_of_the_setting()
    {
        await using var dashboard = await running.StartInProcessAsync();
        foreach (var path in (string[])["/events", Read])
        {
            using var preflight = await SendAsync(dashboard, Preflight("POST", path));
            Assert.Equal((HttpStatusCode.Forbidden, null), (preflight.StatusCode, OriginOf(preflight)));
            Assert.Contains("Listen:AllowedOrigins", await preflight.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }

        using var events = await SendAsync(dashboard, new(HttpMethod.Get, "/events"));
        Assert.Equal((HttpStatusCode.OK, null), (events.StatusCode, OriginOf(events)));
    }

    static HttpRequestMessage Preflight(string method, string path) => new(HttpMethod.Options, path)
    {
        Headers = { { "Access-Control-Request-Method", method }, { "Access-Control-Request-Headers", "content-type,x-grpc-web" } },
    };

    static async Task<HttpResponseMessage> SendAsync(InProcessDashboard dashboard, HttpRequestMessage request)
    {
        using (request)
        {
            request.Headers.Add("Origin", Allowed);
            return await dashboard.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled).WithinAsync(20);
        }
    }

    static string? OriginOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
}
