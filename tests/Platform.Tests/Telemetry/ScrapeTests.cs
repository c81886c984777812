using System.Globalization;
using System.Text;
using Grpc.Core;
using KosovoNato.EndToEnd.Tests.Together;
using KosovoNato.Platform.Tests.Telemetry.Alerts;
using KosovoNato.Testing;
using RabbitMQ.Client;

namespace KosovoNato.Platform.Tests.Telemetry;

/// <summary>The metrics that Prometheus scrapes from the three services after some use.</summary>
[Collection(ObservedCollection.Name)]
public sealed class ScrapeTests(ObservedServices observed, SharedBroker brokers)
{
    // Metrics that Prometheus adds, and those of the page, of the cluster and of certificates.
    static readonly string[] OfOthers =
    [
        "up", "kosovonato_dashboard_active_pages", "kosovonato_dashboard_page_limit",
        "kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes",
        "kube_statefulset_replicas", "kube_statefulset_status_replicas_ready",
        "kube_cronjob_created", "kube_cronjob_status_last_successful_time", "kube_job_failed", "kube_job_status_start_time",
        "kube_pod_container_state_started", "kube_secret_info",
        "certmanager_certificate_expiration_timestamp_seconds", "x509_cert_not_after",
    ];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_of_an_alert_or_a_dashboard_is_in_a_scrape()
    {
        await UseAsync();
        var scraped = new HashSet<string>();
        foreach (var service in observed.Services.All)
        {
            scraped.UnionWith((await ScrapeAsync(service)).Select(sample => sample.Name));
        }

        var wanted = AlertRules.Expressions.Concat(Dashboards.Dashboard.All.SelectMany(dashboard => dashboard.Expressions)).ToList();
        Assert.True(wanted.Count > 20);
        Assert.Empty(wanted.SelectMany(Expressions.Metrics).Distinct().Except(OfOthers).Except(scraped));
    }

    [Fact]
    public async Task Labels_have_few_values_and_name_no_caller_and_no_resource()
    {
        await UseAsync();
        string[] allowed =
        [
            "kosovonato_service", "le", "rpc_method", "rpc_response_status_code", "error_type",
            "kosovonato_watch_end_reason", "kosovonato_upstream", "messaging_destination_name", "kosovonato_bus_outcome",
            "kosovonato_tls_role",
        ];
        var samples = (await ScrapeAsync(observed.Services.Recommendations)).Where(
            sample => sample.Name.StartsWith("kosovonato_", StringComparison.Ordinal)
            || sample.Name.StartsWith("rpc_", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(samples);
        Assert.All(samples, sample => Assert.Empty(
            sample.Labels.Keys.Where(label => !label.StartsWith("otel_", StringComparison.Ordinal)).Except(allowed)));
        Assert.All(samples, sample => Assert.DoesNotContain(
            sample.Labels.Values, value => value.Contains("tester", StringComparison.Ordinal)
            || value.StartsWith("states/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_remaining_validity_of_a_certificate_is_in_a_scrape()
    {
        var left = (await ScrapeAsync(observed.Services.Milestones)).Single(
            sample => sample.Name == "kosovonato_tls_certificate_time_until_expiry_seconds");
        Assert.Equal("client", left.Labels["kosovonato_tls_role"]);
        Assert.InRange(TimeSpan.FromSeconds(left.Value).TotalDays, ObservedServices.CertificateDays - 1, ObservedServices.CertificateDays);
    }

    [Fact]
    public async Task An_unreadable_message_is_counted_by_the_metric_of_the_alert()
    {
        const string queue = "recommendations.milestones";
        var before = await FailedAsync(queue);
        var broker = await brokers.Server;
        await using var connection =
            await new ConnectionFactory { Uri = new Uri(broker.Address(observed.VirtualHost)) }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.BasicPublishAsync(queue, "", Encoding.UTF8.GetBytes("garbage"), Cancelled);
        await Eventually.True(async () => await FailedAsync(queue) == before + 1, seconds: 20);
    }

    [Fact]
    public async Task Services_that_follow_each_other_are_ready_and_have_no_backlog()
    {
        await Eventually.True(async () =>
        {
            var all = await Task.WhenAll(observed.Services.All.Select(ScrapeAsync));
            return all.All(
                samples => Value(samples, "kosovonato_ready") == 1 && Value(samples, "kosovonato_relay_backlog") == 0
                && Value(samples, "kosovonato_relay_lag_seconds") == 0)
                && all.SelectMany(samples => samples).Where(sample => sample.Name == "kosovonato_upstream_lag_seconds")
                    .ToList() is { Count: 3 } lags
                && lags.All(lag => lag.Value < 5);
        }, seconds: 30);
    }

    /// <summary>On each service: reads, a Watch that ends, and a rejected call.</summary>
    async Task UseAsync()
    {
        await RecognitionActs.ProgressAsync(observed.Services);
        await observed.Services.MilestoneRpc.ListReadyMilestonesAsync(new());
        await Assert.ThrowsAsync<RpcException>(
            async () => await observed.Services.RecognitionRpc.GetStateAsync(new() { Name = "states/ZZ" }));
        using var watch = observed.Services.RecommendationRpc.Watch(new() { FromNow = true });
        await watch.ResponseStream.MoveNext(Cancelled).WithinAsync(10);
        watch.Dispose();
        await Eventually.True(
            async () => (await ScrapeAsync(observed.Services.Recommendations)).Any(
                sample => sample.Name == "kosovonato_watch_ended_streams_total"));
    }

    async Task<double> FailedAsync(string queue) => (await ScrapeAsync(observed.Services.Recommendations))
        .Single(sample => sample.Name == "kosovonato_bus_consumed_messages_total" && sample.Labels["messaging_destination_name"] == queue
            && sample.Labels["kosovonato_bus_outcome"] == "dead_lettered").Value;

    static double Value(IReadOnlyList<Sample> samples, string name) => samples.Single(sample => sample.Name == name).Value;

    static async Task<IReadOnlyList<Sample>> ScrapeAsync(ITestedService service)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(service.HttpAddress, "/metrics"), Cancelled).WithinAsync(10);
        return [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Sample.Parse)];
    }

    sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
    {
        /// <summary>
        /// Parses <c>name{label="value",...} value [timestamp]</c>; label values of these services contain no quotation marks.
        /// </summary>
        public static Sample Parse(string line)
        {
            var brace = line.IndexOf('{', StringComparison.Ordinal);
            var end = line.LastIndexOf('}');
            var name = line[..(brace >= 0 ? brace : line.IndexOf(' ', StringComparison.Ordinal))];
            var labels = brace < 0 ? [] : line[(brace + 1)..end].Split("\",", StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split("=\"", 2));
            var value = line[(brace >= 0 ? end + 1 : name.Length)..].Trim().Split(' ')[0];
            return new(name, labels.ToDictionary(pair => pair[0], pair => pair[1].TrimEnd('"')),
                double.Parse(value.Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        }
    }
}
