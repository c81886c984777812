using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KosovoNato.Deploy.Tests;

/// <summary>A container registry that knows the digests of some tags, and asks for a token first, as Docker Hub does.</summary>
sealed class FakeRegistry(WebApplication app) : IAsyncDisposable
{
    const string Token = "anonymous";

    /// <summary>The address without a scheme, as in the name of an image.</summary>
    public string Address => new Uri(app.Urls.Single()).Authority;

    /// <param name="digests">The digests by image, for example <c>library/redis:7.2.11</c>.</param>
    public static async Task<FakeRegistry> StartAsync(IReadOnlyDictionary<string, string> digests)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
        var app = builder.Build();
        app.MapGet("/token", (string service, string scope) => Results.Json(new { token = $"{Token} {service} {scope}" }));
        app.MapMethods("/v2/{owner}/{name}/manifests/{tag}", ["HEAD"], (HttpContext context, string owner, string name, string tag) =>
        {
            var scope = $"repository:{owner}/{name}:pull";
            if (context.Request.Headers.Authorization != $"Bearer {Token} registry {scope}")
            {
                context.Response.Headers.WWWAuthenticate =
                    $"Bearer realm=\"http://{context.Request.Host}/token\",service=\"registry\",scope=\"{scope}\"";
                return Results.Unauthorized();
            }

            if (!digests.TryGetValue($"{owner}/{name}:{tag}", out var digest))
            {
                return Results.NotFound();
            }

            context.Response.Headers["Docker-Content-Digest"] = digest;
            return Results.Ok();
        });
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
