using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Client.Tests;

public sealed class ConnectionTests : IAsyncLifetime
{
    FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Every_call_carries_the_key()
    {
        await using var client = FakeResponses.Client(service, options => options with { ApiKey = "k1" });
        service.GetStates.Then(FakeResponses.Answers<GetStateRequest, GetStateResponse>(new()));
        service.Watches.Then(FakeResponses.Sends(null, FakeResponses.Progress(1)));
        await client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        await client.WatchAsync(new(), FakeResponses.Stop).FirstAsync(FakeResponses.Stop).WithinAsync(20);
        Assert.Equal("Bearer k1", service.GetStates.Calls[0].Authorization);
        Assert.Equal("Bearer k1", service.Watches.Calls[0].Authorization);
    }

    [Fact]
    public async Task A_key_given_with_a_call_takes_precedence_over_the_key_of_the_client()
    {
        await using var client = FakeResponses.Client(service, options => options with { ApiKey = "k1" });
        service.GetStates.Then(FakeResponses.Answers<GetStateRequest, GetStateResponse>(new()));
        var headers = new Metadata { { "authorization", "Bearer k2" } };
        await client.Rpc.GetStateAsync(new(), headers, cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        Assert.Equal("Bearer k2", service.GetStates.Calls[0].Authorization);
    }

    [Fact]
    public async Task A_client_without_a_key_sends_none()
    {
        await using var client = FakeResponses.Client(service);
        service.GetStates.Then(FakeResponses.Answers<GetStateRequest, GetStateResponse>(new()));
        await client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        Assert.Null(service.GetStates.Calls[0].Authorization);
    }

    [Fact]
    public async Task A_key_is_not_sent_to_another_machine_without_TLS_even_after_a_redirect()
    {
        using var token = new AccessTokenCache(_ => new("k1"), TimeProvider.System);
        using var invoker = new HttpMessageInvoker(new BearerTokenHandler(token, new SocketsHttpHandler()));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://192.0.2.1/");
        await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, FakeResponses.Stop).WithinAsync(20));
        Assert.Null(request.Headers.Authorization);
    }

    [Fact]
    public async Task Calls_are_distributed_over_the_connections()
    {
        await using var client = FakeResponses.Client(service, options => options with { ConnectionsPerHost = 3 });
        for (var count = 0; count < 6; count++)
        {
            service.GetStates.Then(FakeResponses.Answers<GetStateRequest, GetStateResponse>(new()));
            await client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        }

        Assert.Equal(3, service.Host.Connections);
    }

    [Fact]
    public async Task More_streams_than_one_connection_allows_are_all_served()
    {
        await using var client = FakeResponses.Client(service);
        service.Watches.Then([.. Enumerable.Repeat(FakeResponses.Sends(null, FakeResponses.Progress(1)), 250)]);
        var readers = Enumerable.Range(0, 250)
            .Select(_ => client.WatchAsync(new(), FakeResponses.Stop).GetAsyncEnumerator(FakeResponses.Stop)).ToList();
        var moved = await Task.WhenAll(readers.Select(reader => reader.MoveNextAsync().AsTask())).WithinAsync(60);
        Assert.All(moved, Assert.True);
        Assert.Equal(250, service.Watches.Requests.Count);
        Assert.True(service.Host.Connections > 1);
        await Task.WhenAll(readers.Select(reader => reader.DisposeAsync().AsTask())).WithinAsync(20);
    }

    [Fact]
    public async Task A_response_of_many_megabytes_is_read()
    {
        await using var client = FakeResponses.Client(service);
        var note = new string('n', 10 * 1024 * 1024);
        service.GetStates.Then(FakeResponses.Answers<GetStateRequest, GetStateResponse>(new() { State = new() { Note = note } }));
        var answer = await client.Rpc.GetStateAsync(new(), cancellationToken: FakeResponses.Stop).ResponseAsync.WithinAsync(20);
        Assert.Equal(note.Length, answer.State.Note.Length);
    }
}
