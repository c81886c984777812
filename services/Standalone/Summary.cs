using System.Globalization;
using System.Text;
using Grpc.Core;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Standalone;

/// <summary>What is seen after the start. Every number is asked of the service, as any caller would.</summary>
static class Summary
{
    static readonly string[] Counted = ["nato", "eu"];

    public static async Task<string> AskAsync(RecognitionService.RecognitionServiceClient client, ServiceHost host, int loaded, string keyFile, CancellationToken stop)
    {
        var text = new StringBuilder();
        text.AppendLine();
        var organizations = (await client.ListOrganizationsAsync(new() { PageSize = 1_000 }, cancellationToken: stop)).Organizations;
        foreach (var id in Counted)
        {
            if (organizations.FirstOrDefault(organization => organization.Name == $"organizations/{id}") is { } organization)
            {
                var count = await client.CountRecognitionsAsync(new() { Organization = id }, cancellationToken: stop);
                Line(text, organization.ShortName, Sentence(count));
            }
        }

        foreach (var rule in (await client.ListCountingRulesAsync(new() { PageSize = 1_000 }, cancellationToken: stop)).CountingRules)
        {
            var id = rule.Name[(rule.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
            var count = await client.CountRecognitionsAsync(new() { CountingRule = id }, cancellationToken: stop);
            Line(text, $"by {id}", $"{count.Recognize,3} of {count.Of} states ({rule.DisplayName})");
        }

        var (resources, changes) = await SizeAsync(client, stop);
        Line(text, "held", $"{Number(resources)} resources after {Number(changes)} changes; {Number(loaded)} of them loaded from the seeds now");
        var http = host.Http.GetLeftPart(UriPartial.Authority);
        text.AppendLine();
        Line(text, "gRPC", $"{host.Grpc.Authority} (with reflection)");
        Line(text, "JSON", $"{http}/v1/...");
        Line(text, "metrics", $"{http}/metrics");
        Line(text, "write key", keyFile);
        text.AppendLine();
        text.AppendLine(Examples.For(http, host.Grpc.Authority, keyFile, Guid.NewGuid()));
        text.AppendLine();
        text.Append("Ctrl-C ends it; the data stays.");
        return text.ToString();
    }

    static string Sentence(CountRecognitionsResponse count) =>
        $"{count.Recognize} of {count.Of} recognize Kosovo on {count.AsOf}"
        + (count.Missing.Count > 0 ? $", missing: {string.Join(' ', count.Missing)}" : "")
        + (count.Unknown.Count > 0 ? $", unknown: {string.Join(' ', count.Unknown)}" : "");

    /// <summary>The end of a Watch's snapshot says both.</summary>
    static async Task<(long Resources, long Changes)> SizeAsync(RecognitionService.RecognitionServiceClient client, CancellationToken stop)
    {
        using var watch = client.Watch(new WatchRequest { SnapshotFirst = true }, cancellationToken: stop);
        await foreach (var message in watch.ResponseStream.ReadAllAsync(stop))
        {
            if (message.SnapshotEnd is { } end)
            {
                return (end.Count, end.Revision);
            }
        }

        throw new RpcException(new Status(StatusCode.Unavailable, "The snapshot ended too early."));
    }

    static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    static void Line(StringBuilder text, string what, string value) => text.Append("  ").Append(what.PadRight(12)).AppendLine(value);
}
