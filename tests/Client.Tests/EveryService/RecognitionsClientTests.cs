using Grpc.Core;
using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Client.Tests.EveryService;

public sealed class RecognitionsClientTests
    : ClientTests<WatchRequest, WatchResponse, RecognitionsChanged, RecognitionsResourceChange, RecognitionsResource>
{
    readonly FakeService service = new();
    RecognitionsClient client = null!;

    private protected override Script<WatchRequest, Streaming<WatchRequest, WatchResponse>> Watches => service.Watches;

    private protected override WatchRequest Filtered => new()
    {
        Filter = new() { ResourceTypes = { RecognitionsResourceType.State } },
        IncludePrevious = true,
    };

    private protected override IEnumerable<string> WriteIds => service.Acts.Requests.Select(sent => sent.RequestId);

    private protected override IEnumerable<string> PageTokens => service.Lists.Requests.Select(sent => sent.PageToken);

    private protected override Task<FakeHost> StartAsync() => FakeHost.StartAsync(service);

    private protected override IAsyncDisposable Open(ClientOptions options) => client = new(options);

    private protected override IAsyncEnumerable<WatchEvent<WatchResponse>> Watch(WatchRequest request, WatchOptions watching) =>
        client.WatchAsync(request, watching, FakeResponses.Stop);

    private protected override Mirror<RecognitionsResource> FilteredMirror(TimeSpan bookmarkInterval) =>
        client.Mirror(Filtered.Filter, bookmarkInterval);

    private protected override object? FilterOf(WatchRequest request) => request.Filter;

    private protected override string NameOf(string id) => $"states/{id}";

    private protected override RecognitionsResource Resource(string id, long version) =>
        new() { State = new() { Name = NameOf(id), Etag = $"{version}" } };

    private protected override async Task WriteAsync(RpcException first)
    {
        service.Acts.Then(
            FakeResponses.Refuses<RecordActRequest, RecordActResponse>(first),
            FakeResponses.Answers<RecordActRequest, RecordActResponse>(new()));
        await client.Rpc.RecordActAsync(new(), cancellationToken: FakeResponses.Stop);
    }

    private protected override async Task<List<string>> ListAsync(params (string Next, string[] Ids)[] pages)
    {
        foreach (var (next, ids) in pages)
        {
            var page = new ListStatesResponse { NextPageToken = next, Revision = new() { Number = 5 } };
            page.States.AddRange(ids.Select(id => new State { Name = NameOf(id) }));
            service.Lists.Then(FakeResponses.Answers<ListStatesRequest, ListStatesResponse>(page));
        }

        return await Pages.AllAsync(client.Rpc.ListStatesAsync, new ListStatesRequest(), page => page.States, FakeResponses.Stop)
            .Select(state => state.Name["states/".Length..]).ToListAsync(FakeResponses.Stop);
    }
}
