using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Bus;

/// <summary>The metrics of the relay.</summary>
public sealed class MetricsTests(SharedStores stores, SharedBroker brokers)
{
    [Fact]
    public async Task The_backlog_and_its_age_grow_while_the_broker_is_unavailable_and_are_zero_afterwards()
    {
        var broker = await brokers.Server;
        var virtualHost = await broker.FreshVirtualHostAsync(TestContext.Current.CancellationToken);
        await using var proxy = TcpProxy.To($"127.0.0.1:{broker.Port}");
        await proxy.CutAsync();
        await using var service = await RecognitionsFixture.StartAsync(
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix(),
            $"amqp://guest:guest@{proxy.Configuration}/{virtualHost}");
        using var seen = new Seen(service.Get<IMeterFactory>());
        await service.PutManyAsync(50);
        await Eventually.True(() => seen["kosovonato.relay.failures"] >= 1 && seen["kosovonato.relay.lag"] > 1, seconds: 30);
        Assert.Equal(50, seen["kosovonato.relay.backlog"]);
        Assert.Equal(0, seen["kosovonato.relay.published_revisions"]);

        proxy.Resume();
        await Eventually.True(() => seen["kosovonato.relay.backlog"] == 0 && seen["kosovonato.relay.lag"] == 0, seconds: 60);
        Assert.Equal(50, seen["kosovonato.relay.published_revisions"]);
    }

    /// <summary>The newest values of one service's instruments; other services in this process have their own meters.</summary>
    sealed class Seen : IDisposable
    {
        readonly MeterListener listener = new();
        readonly ConcurrentDictionary<string, double> values = new(StringComparer.Ordinal);

        public Seen(IMeterFactory meters)
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == PlatformMetrics.MeterName && instrument.Meter.Scope == meters)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Note(instrument, value));
            listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument, value));
            listener.Start();
        }

        public double this[string name]
        {
            get
            {
                listener.RecordObservableInstruments();
                return values.GetValueOrDefault(name);
            }
        }

        public void Dispose() => listener.Dispose();

        void Note(Instrument instrument, double value) =>
            values.AddOrUpdate(instrument.Name, value, (_, before) => instrument.IsObservable ? value : before + value);
    }
}
