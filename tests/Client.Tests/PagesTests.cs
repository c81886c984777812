using Grpc.Core;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class PagesTests : IAsyncLifetime
{
    FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task All_pages_are_read_in_order_with_the_same_arguments()
    {
        await using var client = FakeResponses.Client(service);
        service.Lists.Then(Page(5, "p2", "AL", "BA"), Page(5, "p3"), Page(5, "", "XK"));
        var request = new ListStatesRequest { PageSize = 2, Filter = new() { UnMember = true } };
        Assert.Equal(["AL", "BA", "XK"], await ReadAsync(client, request).WithinAsync(20));
        Assert.Equal(["", "p2", "p3"], service.Lists.Requests.Select(sent => sent.PageToken));
        Assert.All(service.Lists.Requests, sent => Assert.Equal((2, true), (sent.PageSize, sent.Filter.UnMember)));
        Assert.Empty(request.PageToken);
    }

    [Fact]
    public async Task A_page_is_requested_only_when_it_is_needed()
    {
        await using var client = FakeResponses.Client(service);
        service.Lists.Then(Page(5, "p2", "AL"));
        var first = await All(client, new()).FirstAsync(FakeResponses.Stop).WithinAsync(20);
        Assert.Equal("states/AL", first.Name);
        Assert.Single(service.Lists.Requests);
    }

    [Fact]
    public async Task A_page_is_retried_while_the_service_is_unavailable()
    {
        await using var client = FakeResponses.Client(service);
        service.Lists.Then(Page(5, "p2", "AL"), Refuses(FakeResponses.Unavailable()), Page(5, "", "XK"));
        Assert.Equal(["AL", "XK"], await ReadAsync(client, new()).WithinAsync(20));
    }

    [Fact]
    public async Task A_list_that_the_service_cannot_continue_is_an_error_and_never_restarts_silently()
    {
        await using var client = FakeResponses.Client(service);
        service.Lists.Then(
            Page(5, "p2", "AL"), Refuses(FakeResponses.Error(StatusCode.OutOfRange, ErrorReason.RevisionCompacted)), Page(6, "", "AL"));
        var error = await Assert.ThrowsAsync<RpcException>(() => ReadAsync(client, new()).WithinAsync(20));
        Assert.Equal(ErrorReason.RevisionCompacted, error.GetErrorDetails().Reason);
        Assert.Equal(2, service.Lists.Requests.Count);
    }

    [Fact]
    public async Task A_page_of_another_revision_is_an_error()
    {
        await using var client = FakeResponses.Client(service);
        service.Lists.Then(Page(5, "p2", "AL"), Page(6, "", "XK"));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(client, new()).WithinAsync(20));
    }

    [Fact]
    public async Task A_page_token_that_leads_to_the_same_page_is_an_error()
    {
        await using var client = FakeResponses.Client(service);
        service.Lists.Then(Page(5, "p2", "AL"), Page(5, "p2", "BA"));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(client, new()).WithinAsync(20));
    }

    [Fact]
    public async Task A_method_that_is_not_a_list_is_rejected_immediately()
    {
        await using var client = FakeResponses.Client(service);
        var error = Assert.Throws<ArgumentException>(
            () => Pages.AllAsync(client.Rpc.GetStateAsync, new GetStateRequest(), page => new[] { page.State }, FakeResponses.Stop));
        Assert.Contains("page_token", error.Message, StringComparison.Ordinal);
    }

    static IAsyncEnumerable<State> All(RecognitionsClient client, ListStatesRequest request) =>
        Pages.AllAsync(client.Rpc.ListStatesAsync, request, page => page.States, FakeResponses.Stop);

    static async Task<List<string>> ReadAsync(RecognitionsClient client, ListStatesRequest request) =>
        await All(client, request).Select(state => state.Name["states/".Length..]).ToListAsync(FakeResponses.Stop);

    static Answer<ListStatesRequest, ListStatesResponse> Refuses(RpcException error) =>
        FakeResponses.Refuses<ListStatesRequest, ListStatesResponse>(error);

    static Answer<ListStatesRequest, ListStatesResponse> Page(long revision, string next, params string[] codes)
    {
        var page = new ListStatesResponse { NextPageToken = next, Revision = new() { Number = revision } };
        page.States.AddRange(codes.Select(code => new State { Name = $"states/{code}" }));
        return FakeResponses.Answers<ListStatesRequest, ListStatesResponse>(page);
    }
}
