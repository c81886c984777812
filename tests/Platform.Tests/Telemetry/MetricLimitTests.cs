using System.Diagnostics.Metrics;
using KosovoNato.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace KosovoNato.Platform.Tests.Telemetry;

/// <summary>The limit for the time series of a metric, which also limits the memory that the metric reserves.</summary>
public sealed class MetricLimitTests
{
    const int Limit = 1_000;

    [Fact]
    public void Time_series_beyond_the_limit_are_counted_together()
    {
        var points = Exported(meter =>
        {
            var counter = meter.CreateCounter<long>("calls");
            for (var i = 0; i < 2 * Limit; i++)
            {
                counter.Add(1, new KeyValuePair<string, object?>("caller", i));
            }
        });

        Assert.Equal(Limit + 1, points.Count);
        Assert.Equal(2 * Limit, points.Sum(point => point.GetSumLong()));
        Assert.Equal(Limit, points.Max(point => point.GetSumLong()));
    }

    [Fact]
    public void A_histogram_keeps_its_own_buckets()
    {
        var bounds = new List<double>();
        var point = Assert.Single(Exported(meter =>
            meter.CreateHistogram("duration", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 2] }).Record(1)));

        foreach (var bucket in point.GetHistogramBuckets())
        {
            bounds.Add(bucket.ExplicitBound);
        }

        Assert.Equal([0.5, 2, double.PositiveInfinity], bounds);
    }

    /// <summary>The time series of a meter in a program with the metrics of every program.</summary>
    static List<MetricPoint> Exported(Action<Meter> measure)
    {
        using var meter = new Meter($"test-{Guid.NewGuid():N}");
        using var exporter = new PointExporter(meter.Name);
        using var reader = new BaseExportingMetricReader(exporter);
        var services = new ServiceCollection();
        ServiceDefaults.AddMetrics(services, meter.Name).WithMetrics(metrics => metrics.AddReader(reader));
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<MeterProvider>();
        measure(meter);
        Assert.True(reader.Collect());
        return [.. exporter.Points]; // the end of the provider exports again
    }

    sealed class PointExporter(string meter) : BaseExporter<Metric>
    {
        public List<MetricPoint> Points { get; } = [];

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                if (metric.MeterName != meter)
                {
                    continue;
                }

                foreach (ref readonly var point in metric.GetMetricPoints())
                {
                    Points.Add(point);
                }
            }

            return ExportResult.Success;
        }
    }
}
