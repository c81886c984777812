using Grpc.Core;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Client;

/// <summary>What-if queries: what would change in all three services under given assumptions. Nothing is stored.</summary>
public sealed class WhatIf(RecommendationsClient recommendations)
{
    // The service computes the consequences again for each page, so fetch as few pages as possible.
    const int MaxPageSize = 1_000;

    /// <summary>Returns all consequences of the assumptions, from one revision of the recommendation service.</summary>
    /// <param name="request">The request. It is not changed. A page size of 0 means the largest.</param>
    /// <exception cref="RpcException">The service rejected the query, for example because it has no assumptions.</exception>
    public async Task<WhatIfResult> AskAsync(AssessAssumptionsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var paged = request.Clone();
        paged.PageSize = request.PageSize == 0 ? MaxPageSize : request.PageSize;
        var last = new AssessAssumptionsResponse();
        var all = await Pages.AllAsync(
            recommendations.Rpc.AssessAssumptionsAsync, paged, page => (last = page).Consequences, cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new(
            last.AsOf,
            last.Revision,
            last.UpstreamRevisions,
            Those(one => one.RecognitionCount),
            Those(one => one.Decision),
            Those(one => one.Milestone),
            Those(one => one.Recommendation));

        IReadOnlyList<T> Those<T>(Func<Consequence, T?> kind) where T : class => [.. all.Select(kind).OfType<T>()];
    }
}
