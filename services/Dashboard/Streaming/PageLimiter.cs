using System.Diagnostics.Metrics;
using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>Limits the number of pages that stream at the same time.</summary>
sealed class PageLimiter
{
    public const string MeterName = "KosovoNato.Dashboard";

    readonly int most;
    int open;

    public PageLimiter(IOptions<DashboardOptions> options, IMeterFactory meters)
    {
        most = options.Value.MaxPages;
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("kosovonato.dashboard.active_pages", () => open, "{page}", "Open dashboard pages.");
        meter.CreateObservableGauge("kosovonato.dashboard.page_limit", () => most, "{page}", "Largest number of open pages per instance.");
    }

    /// <exception cref="ApiException">The limit is reached.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref open) <= most)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref open);
        throw ApiException.LimitExceeded(
            "Dashboard:MaxPages", $"The limit of {most} streaming pages is reached. Close a page and try again, or ask the operator to "
            + "raise Dashboard:MaxPages.");
    }

    sealed class Place(PageLimiter pages) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref pages.open);
    }
}
