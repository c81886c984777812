using System.Diagnostics;
using KosovoNato.Testing;

namespace KosovoNato.Dashboard.Tests.Host;

/// <summary>nginx in front of a server, with <c>proxy_pass</c> and no other setting of a proxy: it buffers responses.</summary>
sealed class NginxProxy : IAsyncDisposable
{
    readonly TemporaryDirectory folder = new();
    readonly Process process;

    NginxProxy(Uri server, int port)
    {
        Address = new($"http://127.0.0.1:{port}");
        var configuration = folder.Write("nginx.conf", $$"""
            daemon off;
            pid {{folder.File("pid")}};
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path {{folder.File("body")}};
              proxy_temp_path {{folder.File("proxy")}};
              fastcgi_temp_path {{folder.File("fastcgi")}};
              uwsgi_temp_path {{folder.File("uwsgi")}};
              scgi_temp_path {{folder.File("scgi")}};
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass {{server.GetLeftPart(UriPartial.Authority)}};
                }
              }
            }
            """);
        process = Process.Start(new ProcessStartInfo("nginx", ["-p", folder.Path, "-c", configuration, "-e", "stderr"])
        {
            RedirectStandardError = true,
        })!;
    }

    public Uri Address { get; }

    public static async Task<NginxProxy> StartAsync(Uri server)
    {
        var proxy = new NginxProxy(server, FreePort.Next());
        using var http = new HttpClient { BaseAddress = proxy.Address };
        await Eventually.True(async () =>
        {
            Assert.False(proxy.process.HasExited, "nginx has ended.");
            try
            {
                using var answer = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        folder.Dispose();
    }
}
