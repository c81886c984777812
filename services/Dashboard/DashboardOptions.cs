using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Dashboard;

/// <summary>
/// The limits of the dashboard, section "Dashboard" of the settings. The addresses of the services and the dashboard's credentials are in
/// section "Upstreams", as for every service, and its ports in section "Listen".
/// </summary>
public sealed record DashboardOptions
{
    /// <summary>
    /// The maximum number of pages that stream at the same time, 1 to 10,000; default 100. The tabs of one browser count as one page. Each
    /// page takes one stream of each service, so a higher limit also needs a higher limit there (<c>Watch:MaxStreamsPerCaller</c>).
    /// </summary>
    [Range(1, 10_000)]
    public int MaxPages { get; init; } = 100;

    /// <summary>
    /// How long a message may wait for a page before the stream is cut off, 1 s to 5 min; default 30 s. The page resumes automatically.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The address under which readers open the page, for example <c>https://kosovonato.example</c>, for the links in feeds and link
    /// previews. Default: the address of each request, which is wrong behind a gateway that ends TLS.
    /// </summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>How long a service may send nothing in a forwarded read, 1 s to 5 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ReadIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
