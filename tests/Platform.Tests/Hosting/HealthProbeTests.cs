using System.Net;
using System.Net.Sockets;
using KosovoNato.Hosting;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Platform.Tests.Hosting;

/// <summary>The health check of a container: an exit code, and the reason if it is not 0.</summary>
public sealed class HealthProbeTests
{
    [Theory]
    [InlineData(StatusCodes.Status200OK, 0, "")]
    [InlineData(StatusCodes.Status503ServiceUnavailable, 1, "responded with 503.")]
    public async Task The_exit_code_follows_the_status(int status, int expected, string reason)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/health/ready", () => Results.StatusCode(status));
        await app.StartAsync(TestContext.Current.CancellationToken);

        var (code, said) = await ProbeAsync($"{app.Urls.Single()}/health/ready");

        Assert.Equal(expected, code);
        Assert.EndsWith(reason, said, StringComparison.Ordinal);
        Assert.Equal(reason.Length == 0, said.Length == 0);
    }

    [Fact]
    public async Task A_program_that_does_not_listen_is_not_healthy()
    {
        // Bound and never listening, so that the port stays free of others and rejects every connection.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var url = $"http://{bound.LocalEndPoint}/health/ready";

        var (code, said) = await ProbeAsync(url);

        Assert.Equal(1, code);
        Assert.StartsWith($"{url} did not respond: ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("health/ready")]
    [InlineData("file:///health/ready")]
    [InlineData("http://127.0.0.1:8082/health/ready twice")]
    public async Task Invalid_arguments_are_rejected_with_an_example(string arguments)
    {
        var (code, said) = await ProbeAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((1, "probe needs one address, for example http://127.0.0.1:8082/health/ready."), (code, said));
    }

    [Fact]
    public void Settings_are_not_taken_for_the_command() => Assert.False(HealthProbe.IsRequested(["--Listen:HttpPort=0"]));

    static async Task<(int Code, string Said)> ProbeAsync(params string[] arguments)
    {
        using var errors = new StringWriter();
        var code = await HealthProbe.RunAsync(["probe", .. arguments], errors).WithinAsync(30);
        return (code, errors.ToString().TrimEnd());
    }
}
