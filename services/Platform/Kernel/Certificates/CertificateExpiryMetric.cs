using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace KosovoNato.Kernel.Certificates;

/// <summary>How long the certificates in use are still good, as a metric: who renews them may have stopped, and nothing else would say so in time.</summary>
sealed class CertificateExpiryMetric
{
    public const string MeterName = "KosovoNato.Platform.Transport";

    readonly ConcurrentDictionary<string, Func<DateTimeOffset>> ends = new(StringComparer.Ordinal);
    readonly TimeProvider timeProvider;

    public CertificateExpiryMetric(IMeterFactory meters, TimeProvider timeProvider)
    {
        this.timeProvider = timeProvider;
        meters.Create(MeterName).CreateObservableGauge("kosovonato.tls.certificate.time_until_expiry", Left, "s", "Time until the certificate ends that is shown to callers or to neighbors; below 0 after its end.");
    }

    /// <param name="shownTo">Callers or neighbors.</param>
    /// <param name="end">When the one ends that is in use now.</param>
    public void Observe(string shownTo, Func<DateTimeOffset> end) => ends[shownTo] = end;

    IEnumerable<Measurement<double>> Left()
    {
        var now = timeProvider.GetUtcNow();
        return ends.Select(one => new Measurement<double>((one.Value() - now).TotalSeconds, new KeyValuePair<string, object?>("shown_to", one.Key)));
    }
}
