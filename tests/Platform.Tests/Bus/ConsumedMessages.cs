using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KosovoNato.Kernel.Telemetry;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>Counts the consumed messages of one service by outcome, as its metric does, since this listener started.</summary>
sealed class ConsumedMessages : IDisposable
{
    readonly MeterListener listener = new();
    readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);

    public ConsumedMessages(RecognitionsFixture service)
    {
        var meters = service.Get<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "kosovonato.bus.consumed_messages" && instrument.Meter.Name == PlatformMetrics.MeterName
                && instrument.Meter.Scope == meters)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var (name, value) in tags)
            {
                if (name == "kosovonato.bus.outcome")
                {
                    counts.AddOrUpdate((string)value!, count, (_, before) => before + count);
                }
            }
        });
        listener.Start();
    }

    public long this[string outcome] => counts.GetValueOrDefault(outcome);

    public void Dispose() => listener.Dispose();
}
