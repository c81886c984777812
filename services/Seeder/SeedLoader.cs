using Google.Rpc;
using Grpc.Core;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// Loads a folder of seeds through the public API, each service its part. It writes only what does not exist: a second run
/// writes nothing, the next run completes one that was interrupted, and what somebody has corrected since is never
/// overwritten but reported.
/// </summary>
/// <param name="recognitions">Where states, memberships, recognitions and sources go; nothing is done there if unset.</param>
/// <param name="milestones">Where milestones, indicators, precedents, centres and partnerships go.</param>
/// <param name="recommendations">Where documents and recommendations go.</param>
public sealed class SeedLoader(
    RecognitionService.RecognitionServiceClient? recognitions = null,
    MilestoneService.MilestoneServiceClient? milestones = null,
    RecommendationService.RecommendationServiceClient? recommendations = null)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(60);

    // In this order: facts that others rest on come first, so that less is computed again.
    private readonly IReadOnlyList<SeedTarget> targets =
    [
        .. recognitions is null ? [] : new[] { new RecognitionsTarget(recognitions) },
        .. milestones is null ? [] : new[] { new MilestonesTarget(milestones) },
        .. recommendations is null ? [] : new[] { new RecommendationsTarget(recommendations) },
    ];

    /// <exception cref="SeedFileException">A file is wrong; nothing was written.</exception>
    /// <exception cref="SeedRejectedException">A service refused a write; it and all after it were not written.</exception>
    /// <exception cref="RpcException">A service could not be reached, or does not accept the caller.</exception>
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

    // False: somebody else is writing the same seeds, so what is missing has to be asked again. Each time at least one
    // more resource exists, so this ends.
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
            $"{item?.Name ?? $"{batch.Items[0].Name} to {batch.Items[^1].Name}"}: the service answered "
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
        // What this run has just written says what the seeds say.
        .. plan.Where(item => stored.ContainsKey(item.Name)).SelectMany(item => SeedComparison.Of(item.Resource, stored[item.Name])),
    ]);
}
