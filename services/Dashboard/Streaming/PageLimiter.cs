using System.Diagnostics.Metrics;
using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>Counts the pages that follow, and lets no more in than the settings say.</summary>
sealed class PageLimiter
{
    public const string MeterName = "KosovoNato.Dashboard";

    readonly int most;
    int open;

    public PageLimiter(IOptions<DashboardOptions> options, IMeterFactory meters)
    {
        most = options.Value.MaxPages;
        meters.Create(MeterName).CreateObservableGauge("kosovonato.dashboard.active_pages", () => open, "{page}", "Pages that follow now.");
    }

    /// <exception cref="ApiException">All places are taken.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref open) <= most)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref open);
        throw ApiException.LimitExceeded(
            "Dashboard:MaxPages", $"{most} pages follow already. Try again when one was closed, or have the operator raise "
            + "Dashboard:MaxPages.");
    }

    sealed class Place(PageLimiter pages) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref pages.open);
    }
}
