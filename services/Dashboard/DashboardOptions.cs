using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Dashboard;

/// <summary>
/// Limits of the dashboard. Section "Dashboard" of the settings. Where the services are, and what the dashboard shows to them, is
/// in section "Upstreams", as for every service; where it listens in "Listen".
/// </summary>
public sealed record DashboardOptions
{
    /// <summary>
    /// Pages that follow at the same time, 1 to 10,000; default 100. Each takes one stream of each service: more need more there
    /// too (<c>Watch:MaxStreamsPerCaller</c>).
    /// </summary>
    [Range(1, 10_000)]
    public int MaxPages { get; init; } = 100;

    /// <summary>How long one message may wait for a page before it is cut off, 1 s to 5 min; default 30 s. It resumes by itself.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a service may be silent in a forwarded read, 1 s to 5 min; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ReadIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
