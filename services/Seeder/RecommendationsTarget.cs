using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Seeder;

/// <summary>Loads seeds into the recommendation service.</summary>
internal sealed class RecommendationsTarget(RecommendationService.RecommendationServiceClient client) : SeedTarget
{
    internal override IReadOnlyList<SeedSet> Sets => SeedSets.Recommendations;

    internal override IEnumerable<IMessage> WritesOf(IResource resource) => RecommendationsWrites.Of(resource);

    internal override IWriteRequest Batch(IEnumerable<IMessage> writes) =>
        new BatchWriteRequest { Writes = { writes.Cast<RecommendationsWrite>() } };

    internal override Task WriteAsync(IWriteRequest batch, CallOptions options) =>
        client.BatchWriteAsync((BatchWriteRequest)batch, options).ResponseAsync;

    internal override IAsyncEnumerable<IResource> ListAsync(Func<CallOptions> options) =>
        new[]
        {
            PagesAsync(new ListDocumentsRequest(), client.ListDocumentsAsync, page => (page.Documents, page.NextPageToken), options),
            PagesAsync(
                new ListRecommendationsRequest(),
                client.ListRecommendationsAsync, page => (page.Recommendations, page.NextPageToken), options),
        }.ToAsyncEnumerable().SelectMany(pages => pages);
}
