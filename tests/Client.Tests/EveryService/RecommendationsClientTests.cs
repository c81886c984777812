using Grpc.Core;
using KosovoNato.Client.Mirroring;
using KosovoNato.Client.Watching;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Client.Tests.EveryService;

public sealed class RecommendationsClientTests
    : ClientTests<WatchRequest, WatchResponse, RecommendationsChanged, RecommendationsResourceChange, RecommendationsResource>
{
    readonly FakeRecommendations service = new();
    RecommendationsClient client = null!;

    private protected override Script<WatchRequest, Streaming<WatchRequest, WatchResponse>> Watches => service.Watches;

    private protected override WatchRequest Filtered => new()
    {
        Filter = new() { ResourceTypes = { RecommendationsResourceType.Document } },
        IncludePrevious = true,
    };

    private protected override IEnumerable<string> WriteIds => service.Registrations.Requests.Select(sent => sent.RequestId);

    private protected override IEnumerable<string> PageTokens => service.Lists.Requests.Select(sent => sent.PageToken);

    private protected override Task<FakeHost> StartAsync() => FakeHost.StartAsync(service);

    private protected override IAsyncDisposable Open(ClientOptions options) => client = new(options);

    private protected override IAsyncEnumerable<WatchEvent<WatchResponse>> Watch(WatchRequest request, WatchOptions watching) =>
        client.WatchAsync(request, watching, FakeResponses.Stop);

    private protected override Mirror<RecommendationsResource> FilteredMirror(TimeSpan bookmarkInterval) =>
        client.Mirror(Filtered.Filter, bookmarkInterval);

    private protected override object? FilterOf(WatchRequest request) => request.Filter;

    private protected override string NameOf(string id) => $"documents/{id}";

    private protected override RecommendationsResource Resource(string id, long version) =>
        new() { Document = new() { Name = NameOf(id), Etag = $"{version}" } };

    private protected override async Task WriteAsync(RpcException first)
    {
        service.Registrations.Then(
            FakeResponses.Refuses<RegisterDocumentRequest, RegisterDocumentResponse>(first),
            FakeResponses.Answers<RegisterDocumentRequest, RegisterDocumentResponse>(new()));
        await client.Rpc.RegisterDocumentAsync(new(), cancellationToken: FakeResponses.Stop);
    }

    private protected override async Task<List<string>> ListAsync(params (string Next, string[] Ids)[] pages)
    {
        foreach (var (next, ids) in pages)
        {
            var page = new ListDocumentsResponse { NextPageToken = next, Revision = new() { Number = 5 } };
            page.Documents.AddRange(ids.Select(id => new Document { Name = NameOf(id) }));
            service.Lists.Then(FakeResponses.Answers<ListDocumentsRequest, ListDocumentsResponse>(page));
        }

        return await Pages.AllAsync(client.Rpc.ListDocumentsAsync, new ListDocumentsRequest(), page => page.Documents, FakeResponses.Stop)
            .Select(document => document.Name["documents/".Length..]).ToListAsync(FakeResponses.Stop);
    }
}
