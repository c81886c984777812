using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Milestones.V1;

namespace KosovoNato.Seeder;

/// <summary>Loads seeds into the milestone service.</summary>
internal sealed class MilestonesTarget(MilestoneService.MilestoneServiceClient client) : SeedTarget
{
    internal override IReadOnlyList<SeedSet> Sets => SeedSets.Milestones;

    internal override IEnumerable<IMessage> WritesOf(IResource resource) => MilestonesWrites.Of(resource);

    internal override IWriteRequest Batch(IEnumerable<IMessage> writes) =>
        new BatchWriteRequest { Writes = { writes.Cast<MilestonesWrite>() } };

    internal override Task WriteAsync(IWriteRequest batch, CallOptions options) =>
        client.BatchWriteAsync((BatchWriteRequest)batch, options).ResponseAsync;

    internal override IAsyncEnumerable<IResource> ListAsync(Func<CallOptions> options) =>
        new[]
        {
            PagesAsync(new ListTracksRequest(), client.ListTracksAsync, page => (page.Tracks, page.NextPageToken), options),
            PagesAsync(new ListMilestonesRequest(), client.ListMilestonesAsync, page => (page.Milestones, page.NextPageToken), options),
            PagesAsync(new ListIndicatorsRequest(), client.ListIndicatorsAsync, page => (page.Indicators, page.NextPageToken), options),
            PagesAsync(new ListPrecedentsRequest(), client.ListPrecedentsAsync, page => (page.Precedents, page.NextPageToken), options),
            PagesAsync(new ListCentresRequest(), client.ListCentresAsync, page => (page.Centres, page.NextPageToken), options),
            PagesAsync(new ListPartnershipsRequest(), client.ListPartnershipsAsync, page => (page.Partnerships, page.NextPageToken),
                options),
        }.ToAsyncEnumerable().SelectMany(pages => pages);
}
