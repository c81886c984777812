using System.Globalization;
using System.Text;
using Grpc.Core;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Standalone;

/// <summary>The text that is printed after the start. All numbers come from calls of the services, as any caller can make them.</summary>
sealed class StartupSummary(
    RecognitionService.RecognitionServiceClient recognitions, MilestoneService.MilestoneServiceClient milestones,
    RecommendationService.RecommendationServiceClient recommendations, CancellationToken stop)
{
    const int All = 1_000;
    static readonly string[] Counted = ["organizations/nato", "organizations/eu"];

    readonly StringBuilder text = new();

    public async Task<string> AskAsync(IReadOnlyList<ServiceHost> hosts, int loaded, string keyFile)
    {
        text.AppendLine();
        Line("open", $"{hosts[^1].Http.GetLeftPart(UriPartial.Authority)} in a browser");
        text.AppendLine();
        await AskRecognitionsAsync();
        await AskMilestonesAsync();
        await AskRecommendationsAsync();
        Line("resources", $"{Number(await HeldAsync())}, of which {Number(loaded)} were loaded from the seeds in this run");
        text.AppendLine();
        foreach (var host in hosts)
        {
            Line(host.Name, $"gRPC {host.Grpc.Authority}   JSON and metrics {host.Http.GetLeftPart(UriPartial.Authority)}");
        }

        Line("API key", keyFile);
        text.AppendLine();
        text.AppendLine(Examples.For(hosts, keyFile, Guid.NewGuid()));
        text.AppendLine();
        text.Append("Press Ctrl-C to stop. The data is kept.");
        return text.ToString();
    }

    async Task AskRecognitionsAsync()
    {
        var organizations = (await recognitions.ListOrganizationsAsync(new() { PageSize = All }, cancellationToken: stop)).Organizations;
        foreach (var name in Counted)
        {
            if (organizations.FirstOrDefault(organization => organization.Name == name) is { } organization)
            {
                var count = await recognitions.CountRecognitionsAsync(new() { Organization = name }, cancellationToken: stop);
                Line(organization.ShortName, CountLine(count));
            }
        }

        foreach (var rule in (await recognitions.ListCountingRulesAsync(new() { PageSize = All }, cancellationToken: stop)).CountingRules)
        {
            var count = await recognitions.CountRecognitionsAsync(new() { CountingRule = rule.Name }, cancellationToken: stop);
            Line($"by {ShortName(rule.Name)}", $"{count.RecognizingCount,3} of {count.TotalCount} states ({rule.DisplayName})");
        }
    }

    async Task AskMilestonesAsync()
    {
        var all = (await milestones.ListMilestonesAsync(new() { PageSize = All }, cancellationToken: stop)).Milestones;
        int Those(Readiness readiness) => all.Count(milestone => milestone.Outlook.Readiness == readiness);
        if (all.Count > 0)
        {
            Line("milestones", $"{Those(Readiness.Done)} of {all.Count} achieved, {Those(Readiness.Ready)} ready, "
                + $"{Those(Readiness.Waiting)} waiting, {Those(Readiness.Blocked)} blocked");
        }
    }

    async Task AskRecommendationsAsync()
    {
        var all = (await recommendations.ListRecommendationsAsync(new() { PageSize = All }, cancellationToken: stop)).Recommendations;
        foreach (var root in all.Where(
            recommendation => recommendation.ParentRecommendation.Length == 0 && recommendation.Progress.Criterion is not null))
        {
            var standing = root.Progress.Criterion;
            var missing = standing.Missing.Count > 0 ? $", missing: {string.Join(' ', standing.Missing.Select(ShortName))}" : "";
            Line(root.Number, $"{standing.MetCount} of {standing.TotalCount}{missing} ({root.Title})");
        }
    }

    /// <summary>Returns the number of resources in all services, from the ends of their Watch snapshots.</summary>
    async Task<long> HeldAsync()
    {
        using var ofRecognitions = recognitions.Watch(new() { SnapshotFirst = true }, cancellationToken: stop);
        using var ofMilestones = milestones.Watch(new() { SnapshotFirst = true }, cancellationToken: stop);
        using var ofRecommendations = recommendations.Watch(new() { SnapshotFirst = true }, cancellationToken: stop);
        return await CountAsync(ofRecognitions.ResponseStream, message => message.SnapshotEnd)
            + await CountAsync(ofMilestones.ResponseStream, message => message.SnapshotEnd)
            + await CountAsync(ofRecommendations.ResponseStream, message => message.SnapshotEnd);
    }

    async Task<long> CountAsync<T>(IAsyncStreamReader<T> stream, Func<T, Changes.V1.SnapshotEnd?> endOf)
    {
        await foreach (var message in stream.ReadAllAsync(stop))
        {
            if (endOf(message) is { } end)
            {
                return end.Count;
            }
        }

        throw new RpcException(new Status(StatusCode.Unavailable, "The stream ended before the end of the snapshot."));
    }

    static string CountLine(CountRecognitionsResponse count) =>
        $"{count.RecognizingCount} of {count.TotalCount} recognize Kosovo on {count.AsOf}"
        + (count.NonRecognizingStates.Count > 0 ? $", missing: {string.Join(' ', count.NonRecognizingStates)}" : "")
        + (count.UnknownStates.Count > 0 ? $", unknown: {string.Join(' ', count.UnknownStates)}" : "");

    static string ShortName(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    void Line(string what, string value) => text.Append("  ").Append(what.PadRight(16)).AppendLine(value);
}
