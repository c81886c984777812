using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>Loads seeds into the recognition service.</summary>
internal sealed class RecognitionsTarget(RecognitionService.RecognitionServiceClient client) : SeedTarget
{
    internal override IReadOnlyList<SeedSet> Sets => SeedSets.Recognitions;

    internal override IEnumerable<IMessage> WritesOf(IResource resource) => RecognitionsWrites.Of(resource);

    internal override IWriteRequest Batch(IEnumerable<IMessage> writes) =>
        new BatchWriteRequest { Writes = { writes.Cast<RecognitionsWrite>() } };

    internal override Task WriteAsync(IWriteRequest batch, CallOptions options) =>
        client.BatchWriteAsync((BatchWriteRequest)batch, options).ResponseAsync;

    internal override IAsyncEnumerable<IResource> ListAsync(Func<CallOptions> options) =>
        new[]
        {
            PagesAsync(new ListSourcesRequest(), client.ListSourcesAsync, page => (page.Sources, page.NextPageToken), options),
            PagesAsync(new ListStatesRequest(), client.ListStatesAsync, page => (page.States, page.NextPageToken), options),
            PagesAsync(new ListOrganizationsRequest(), client.ListOrganizationsAsync, page => (page.Organizations, page.NextPageToken),
                options),
            PagesAsync(new ListCountingRulesRequest(), client.ListCountingRulesAsync, page => (page.CountingRules, page.NextPageToken),
                options),
            PagesAsync(
                new ListMembershipsRequest { Parent = "organizations/-" },
                client.ListMembershipsAsync, page => (page.Memberships, page.NextPageToken), options),
            PagesAsync(new ListRecognitionsRequest(), client.ListRecognitionsAsync, page => (page.Recognitions, page.NextPageToken),
                options),
            PagesAsync(new ListQuestionsRequest(), client.ListQuestionsAsync, page => (page.Questions, page.NextPageToken), options),
            PagesAsync(
                new ListPositionsRequest { Parent = "questions/-" },
                client.ListPositionsAsync, page => (page.Positions, page.NextPageToken), options),
            PagesAsync(
                new ListBallotsRequest { Parent = "questions/-" }, client.ListBallotsAsync, page => (page.Ballots, page.NextPageToken),
                options),
        }.ToAsyncEnumerable().SelectMany(pages => pages);
}
