using Google.Rpc;
using Grpc.Core;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>
/// Loads a folder of seeds through the public API. It writes only what does not exist: a second run writes nothing, the
/// next run completes one that was interrupted, and what somebody has corrected since is never overwritten.
/// </summary>
public sealed class SeedLoader(RecognitionService.RecognitionServiceClient client)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(60);

    /// <exception cref="SeedFileException">A file is wrong; nothing was written.</exception>
    /// <exception cref="SeedRefusedException">The service refused a write; it and all after it were not written.</exception>
    /// <exception cref="RpcException">The service could not be reached, or does not accept the caller.</exception>
    public async Task<SeedSummary> LoadAsync(string directory, CancellationToken cancellation)
    {
        var plan = SeedPlan.Of(SeedData.Read(directory));
        var created = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var stored = await StoredNames.ListAsync(client, Options);
            if (await WriteAsync(plan.Where(item => !stored.Contains(item.Name)), created, Options))
            {
                return Summary(plan, created);
            }
        }

        CallOptions Options() =>
            new(deadline: (TimeProvider.System.GetUtcNow() + CallTimeout).UtcDateTime, cancellationToken: cancellation);
    }

    // False: somebody else is writing the same seeds, so what is missing has to be asked again. Each time at least one
    // more resource exists, so this ends.
    private async Task<bool> WriteAsync(IEnumerable<SeedItem> missing, HashSet<string> created, Func<CallOptions> options)
    {
        foreach (var batch in SeedBatch.Of([.. missing]).ToList())
        {
            try
            {
                await client.BatchWriteAsync(batch.ToRequest(), options());
                created.UnionWith(batch.Items.Select(item => item.Name));
            }
            catch (RpcException refusal) when (refusal.StatusCode is StatusCode.AlreadyExists or StatusCode.FailedPrecondition)
            {
                var stored = await StoredNames.ListAsync(client, options);
                return batch.Items.Any(item => stored.Contains(item.Name)) ? false : throw Refused(batch, refusal);
            }
            catch (RpcException refusal) when (refusal.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound)
            {
                throw Refused(batch, refusal);
            }
        }

        return true;
    }

    private static SeedRefusedException Refused(SeedBatch batch, RpcException refusal)
    {
        var details = refusal.GetRpcStatus();
        var number = "";
        details?.GetDetail<ErrorInfo>()?.Metadata.TryGetValue("write", out number!);
        var item = int.TryParse(number, out var write) ? batch.ItemOf(write) : null;
        var fields = details?.GetDetail<BadRequest>()?.FieldViolations
            .Select(violation => $"{Environment.NewLine}  {violation.Field}: {violation.Description}") ?? [];
        return new SeedRefusedException(
            $"{item?.Name ?? $"{batch.Items[0].Name} to {batch.Items[^1].Name}"}: the service answered "
            + $"{refusal.StatusCode}: {refusal.Status.Detail}{string.Concat(fields)}",
            refusal);
    }

    private static SeedSummary Summary(IReadOnlyList<SeedItem> plan, HashSet<string> created) => new(
    [
        .. plan.GroupBy(item => item.Type).Select(items => new SeedCount(
            items.Key,
            items.Count(item => created.Contains(item.Name)),
            items.Count(item => !created.Contains(item.Name)))),
    ]);
}
