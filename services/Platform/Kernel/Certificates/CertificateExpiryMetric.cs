using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace KosovoNato.Kernel.Certificates;

/// <summary>
/// How long the certificates in use are still good, as a metric: who renews them may have stopped, and nothing else would say so
/// in time.
/// </summary>
sealed class CertificateExpiryMetric
{
    public const string MeterName = "KosovoNato.Platform.Transport";

    readonly ConcurrentDictionary<string, Func<DateTimeOffset>> ends = new(StringComparer.Ordinal);
    readonly TimeProvider timeProvider;

    public CertificateExpiryMetric(IMeterFactory meters, TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        meters.Create(MeterName).CreateObservableGauge(
            "kosovonato.tls.certificate.time_until_expiry", Left, "s",
            "Time until the certificate expires that is shown to callers (server) or to upstreams (client); negative once expired.");
    }

    /// <param name="role">"server" for the certificate shown to callers, "client" for the one shown to upstreams.</param>
    /// <param name="end">When the one ends that is in use now.</param>
    public void Observe(string role, Func<DateTimeOffset> end) => ends[role] = end;

    IEnumerable<Measurement<double>> Left()
    {
        var now = timeProvider.GetUtcNow();
        return ends.Select(
            one => new Measurement<double>(
                (one.Value() - now).TotalSeconds, new KeyValuePair<string, object?>("kosovonato.tls.role", one.Key)));
    }
}
