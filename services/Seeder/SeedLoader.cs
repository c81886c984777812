using Google.Rpc;
using Grpc.Core;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// Loads a directory of seeds through the public API. It writes only resources that do not exist. A second run writes nothing, an
/// interrupted run is completed by the next run, and later corrections are reported but never overwritten.
/// </summary>
/// <param name="recognitions">
/// The service for sources, states, organizations, memberships, recognitions and questions. Null to skip it.
/// </param>
/// <param name="milestones">The service for milestones, indicators, precedents, centres and partnerships. Null to skip it.</param>
/// <param name="recommendations">The service for documents and recommendations. Null to skip it.</param>
public sealed class SeedLoader(
    RecognitionService.RecognitionServiceClient? recognitions = null,
    MilestoneService.MilestoneServiceClient? milestones = null,
    RecommendationService.RecommendationServiceClient? recommendations = null)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(60);

    // Upstreams first, so that the services derive less again.
    private readonly IReadOnlyList<SeedTarget> targets =
    [
        .. recognitions is null ? [] : new[] { new RecognitionsTarget(recognitions) },
        .. milestones is null ? [] : new[] { new MilestonesTarget(milestones) },
        .. recommendations is null ? [] : new[] { new RecommendationsTarget(recommendations) },
    ];

    /// <exception cref="SeedFileException">A file is invalid. Nothing was written.</exception>
    /// <exception cref="SeedRejectedException">A service rejected a write. The write and all later writes were not applied.</exception>
    /// <exception cref="RpcException">A service is unavailable, or rejects the caller.</exception>
    public async Task<SeedSummary> LoadAsync(string directory, CancellationToken cancellation)
    {
        var data = SeedData.Read(directory);
        var plans = targets.Select(target => (Target: target, Plan: SeedPlan.Of(target, data))).ToList();
        SeedBatch.RequireFit(plans.SelectMany(each => each.Plan));
        List<SeedCount> counts = [];
        List<SeedDifference> differences = [];
        foreach (var (target, plan) in plans)
        {
            var summary = await LoadAsync(target, plan, Options);
            counts.AddRange(summary.Counts);
            differences.AddRange(summary.Differences);
        }

        return new SeedSummary(counts, differences);

        CallOptions Options() =>
            new(deadline: (TimeProvider.System.GetUtcNow() + CallTimeout).UtcDateTime, cancellationToken: cancellation);
    }

    private static async Task<SeedSummary> LoadAsync(SeedTarget target, IReadOnlyList<SeedItem> plan, Func<CallOptions> options)
    {
        var created = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var stored = await StoredAsync(target, options);
            if (await WriteAsync(target, plan.Where(item => !stored.ContainsKey(item.Name)), created, options))
            {
                return Summary(plan, created, stored);
            }
        }
    }

    private static async Task<Dictionary<string, IResource>> StoredAsync(SeedTarget target, Func<CallOptions> options)
    {
        var stored = new Dictionary<string, IResource>(StringComparer.Ordinal);
        await foreach (var resource in target.ListAsync(options))
        {
            stored[resource.Name] = resource;
        }

        return stored;
    }

    // Returns false if another loader is writing the same seeds: list the stored resources again. At least one more resource exists each
    // time, so this ends.
    private static async Task<bool> WriteAsync(
        SeedTarget target, IEnumerable<SeedItem> missing, HashSet<string> created, Func<CallOptions> options)
    {
        foreach (var batch in SeedBatch.Of([.. missing]).ToList())
        {
            try
            {
                await target.WriteAsync(batch.ToRequest(target), options());
                created.UnionWith(batch.Items.Select(item => item.Name));
            }
            catch (RpcException refusal) when (refusal.StatusCode is StatusCode.AlreadyExists or StatusCode.FailedPrecondition)
            {
                var stored = await StoredAsync(target, options);
                return batch.Items.Any(item => stored.ContainsKey(item.Name)) ? false : throw Refused(batch, refusal);
            }
            catch (RpcException refusal) when (refusal.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound)
            {
                throw Refused(batch, refusal);
            }
        }

        return true;
    }

    private static SeedRejectedException Refused(SeedBatch batch, RpcException refusal)
    {
        var details = refusal.GetRpcStatus();
        var number = "";
        details?.GetDetail<ErrorInfo>()?.Metadata.TryGetValue("write", out number!);
        var item = int.TryParse(number, out var write) ? batch.ItemOf(write) : null;
        var fields = details?.GetDetail<BadRequest>()?.FieldViolations
            .Select(violation => $"{Environment.NewLine}  {violation.Field}: {violation.Description}") ?? [];
        return new SeedRejectedException(
            $"{item?.Name ?? $"{batch.Items[0].Name} to {batch.Items[^1].Name}"}: the service responded with "
            + $"{refusal.StatusCode}: {refusal.Status.Detail}{string.Concat(fields)}",
            refusal);
    }

    private static SeedSummary Summary(
        IReadOnlyList<SeedItem> plan, HashSet<string> created, Dictionary<string, IResource> stored) => new(
    [
        .. plan.GroupBy(item => item.Type).Select(items => new SeedCount(
            items.Key,
            items.Count(item => created.Contains(item.Name)),
            items.Count(item => !created.Contains(item.Name)))),
    ],
    [
        // The resources of the last round are not in this list; they equal the seeds.
        .. plan.Where(item => stored.ContainsKey(item.Name)).SelectMany(item => SeedComparison.Of(item.Resource, stored[item.Name])),
    ]);
}
