using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace KosovoNato.Kernel.Certificates;

/// <summary>The metric of the time until the certificates in use expire. It is an early warning that their renewal has stopped.</summary>
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
            "Time until the certificate shown to callers (server) or to upstreams (client) expires; negative after its expiry.");
    }

    /// <param name="role">"server" for the certificate shown to callers, "client" for the one shown to upstreams.</param>
    /// <param name="end">Returns when the certificate in use expires.</param>
    public void Observe(string role, Func<DateTimeOffset> end) => ends[role] = end;

    IEnumerable<Measurement<double>> Left()
    {
        var now = timeProvider.GetUtcNow();
        return ends.Select(
            one => new Measurement<double>(
                (one.Value() - now).TotalSeconds, new KeyValuePair<string, object?>("kosovonato.tls.role", one.Key)));
    }
}
