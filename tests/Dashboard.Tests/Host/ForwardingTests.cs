using System.Net;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Access;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>A page can call every read of a service, and no write.</summary>
[Collection(OneDashboard.Name)]
public sealed class ForwardingTests(RunningDashboard running)
{
    const int Unimplemented = 12;
    const int Unavailable = 14;
    const int InvalidArgument = 3;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_forwarded_response_is_the_response_of_the_service()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        using var call = GrpcWeb.Call(
            "/kosovonato.recognitions.v1.RecognitionService/CountRecognitions",
            new CountRecognitionsRequest { Organization = "organizations/nato", AsOf = "2020-09-04" });
        using var answer = await http.SendAsync(call, Cancelled).WithinAsync(20);
        var count = await GrpcWeb.MessageAsync(answer, CountRecognitionsResponse.Parser);
        Assert.Equal((26, 30), (count.RecognizingCount, count.TotalCount));
    }

    [Fact]
    public async Task Every_read_reaches_its_service()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        foreach (var service in RpcPermissions.Services)
        {
            foreach (var rpc in service.Read)
            {
                using var call = GrpcWeb.Call($"/{service.Service.FullName}/{rpc}");
                using var answer = await http.SendAsync(call, Cancelled).WithinAsync(20);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                // The service may reject an empty request as incomplete; its error shows that the call reached it.
                Assert.False(await GrpcWeb.StatusAsync(answer) is Unimplemented or Unavailable, $"{rpc} was not asked.");
            }
        }
    }

    [Fact]
    public async Task Calls_other_than_reads_are_not_forwarded()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        var paths = RpcPermissions.Services
            .SelectMany(service => service.Watch.Concat(service.Write).Select(rpc => $"/{service.Service.FullName}/{rpc}"))
            .Concat(
            [
                "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                "/kosovonato.recognitions.v1.RecognitionService/GetState/",
                "/kosovonato.recognitions.v1.RecognitionService/../kosovonato.recognitions.v1.RecognitionService/RegisterState",
                "/v1/states:register",
            ]);
        foreach (var path in paths)
        {
            using var call = GrpcWeb.Call(path);
            using var answer = await http.SendAsync(call, Cancelled).WithinAsync(20);
            // A trailing slash names the same read.
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound || path.EndsWith('/'), $"{path}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Only_gRPC_Web_requests_are_accepted()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        using var json = await http.PostAsync(
            "/kosovonato.recognitions.v1.RecognitionService/GetState",
            new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Cancelled);
        using var got = await http.GetAsync("/kosovonato.recognitions.v1.RecognitionService/GetState", Cancelled);
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.MethodNotAllowed), (json.StatusCode, got.StatusCode));
    }

    [Fact]
    public async Task A_rejection_by_the_service_is_forwarded()
    {
        using var http = new HttpClient { BaseAddress = running.Address };
        using var call = GrpcWeb.Call(
            "/kosovonato.recognitions.v1.RecognitionService/CountRecognitions", new CountRecognitionsRequest { AsOf = "yesterday" });
        using var answer = await http.SendAsync(call, Cancelled).WithinAsync(20);
        Assert.Equal(InvalidArgument, await GrpcWeb.StatusAsync(answer));
    }

    [Fact]
    public async Task Credentials_of_the_browser_are_not_forwarded_and_the_dashboard_sends_its_own()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "the-dashboards-own-credential\n", Cancelled);
        await using var service = await RecordingService.StartAsync();
        await using var dashboard = await InProcessDashboard.StartAsync(
            ("Upstreams:Addresses:recognitions", service.Address), ("Upstreams:CredentialFile", file));
        using var call = GrpcWeb.Call("/kosovonato.recognitions.v1.RecognitionService/GetState");
        call.Headers.Add("Authorization", "Bearer the-users");
        call.Headers.Add("Cookie", "session=the-users");
        call.Headers.Add("X-Forwarded-For", "192.0.2.1");
        using var answer = await dashboard.Http.SendAsync(call, Cancelled).WithinAsync(20);

        Assert.Equal("Bearer the-dashboards-own-credential", service.Headers["Authorization"]);
        Assert.Equal("application/grpc-web+proto", service.Headers["Content-Type"]);
        Assert.DoesNotContain(
            service.Headers, header => header.Value.ToString().Contains("users", StringComparison.Ordinal)
            || header.Key is "Cookie" or "X-Forwarded-For");
        File.Delete(file);
    }

    [Fact]
    public async Task An_unavailable_service_is_a_bad_gateway()
    {
        await using var dashboard = await InProcessDashboard.StartAsync();
        using var call = GrpcWeb.Call("/kosovonato.recognitions.v1.RecognitionService/GetState");
        using var answer = await dashboard.Http.SendAsync(call, Cancelled).WithinAsync(20);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
    }
}
