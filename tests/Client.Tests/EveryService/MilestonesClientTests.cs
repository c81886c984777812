using Grpc.Core;
using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;
using KosovoNato.Milestones.V1;

namespace KosovoNato.Client.Tests.EveryService;

public sealed class MilestonesClientTests
    : ClientTests<WatchRequest, WatchResponse, MilestonesChanged, MilestonesResourceChange, MilestonesResource>
{
    readonly FakeMilestones service = new();
    MilestonesClient client = null!;

    private protected override Script<WatchRequest, Streaming<WatchRequest, WatchResponse>> Watches => service.Watches;

    private protected override WatchRequest Filtered => new()
    {
        Filter = new() { ResourceTypes = { MilestonesResourceType.Track } },
        IncludePrevious = true,
    };

    private protected override IEnumerable<string> WriteIds => service.Registrations.Requests.Select(sent => sent.RequestId);

    private protected override IEnumerable<string> PageTokens => service.Lists.Requests.Select(sent => sent.PageToken);

    private protected override Task<FakeHost> StartAsync() => FakeHost.StartAsync(service);

    private protected override IAsyncDisposable Open(ClientOptions options) => client = new(options);

    private protected override IAsyncEnumerable<WatchEvent<WatchResponse>> Watch(WatchRequest request, WatchOptions watching) =>
        client.WatchAsync(request, watching, FakeResponses.Stop);

    private protected override Mirror<MilestonesResource> FilteredMirror(TimeSpan bookmarkInterval) =>
        client.Mirror(Filtered.Filter, bookmarkInterval);

    private protected override object? FilterOf(WatchRequest request) => request.Filter;

    private protected override string NameOf(string id) => $"tracks/{id}";

    private protected override MilestonesResource Resource(string id, long version) =>
        new() { Track = new() { Name = NameOf(id), Etag = $"{version}" } };

    private protected override async Task WriteAsync(RpcException first)
    {
        service.Registrations.Then(
            FakeResponses.Refuses<RegisterTrackRequest, RegisterTrackResponse>(first),
            FakeResponses.Answers<RegisterTrackRequest, RegisterTrackResponse>(new()));
        await client.Rpc.RegisterTrackAsync(new(), cancellationToken: FakeResponses.Stop);
    }

    private protected override async Task<List<string>> ListAsync(params (string Next, string[] Ids)[] pages)
    {
        foreach (var (next, ids) in pages)
        {
            var page = new ListTracksResponse { NextPageToken = next, Revision = new() { Number = 5 } };
            page.Tracks.AddRange(ids.Select(id => new Track { Name = NameOf(id) }));
            service.Lists.Then(FakeResponses.Answers<ListTracksRequest, ListTracksResponse>(page));
        }

        return await Pages.AllAsync(client.Rpc.ListTracksAsync, new ListTracksRequest(), page => page.Tracks, FakeResponses.Stop)
            .Select(track => track.Name["tracks/".Length..]).ToListAsync(FakeResponses.Stop);
    }
}
