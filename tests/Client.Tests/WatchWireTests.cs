using Grpc.Core;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KosovoNato.Client.Tests;

/// <summary>Failures between client and service below the level of gRPC errors.</summary>
public sealed class WatchWireTests : IAsyncLifetime
{
    readonly List<WatchInterruption> interruptions = [];
    FakeService service = null!;

    public async ValueTask InitializeAsync() => service = await FakeService.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_stream_that_the_server_resets_is_resumed()
    {
        await using var client = FakeResponses.Client(service);
        service.Watches.Then(ThenDoes(httpContext => httpContext.Abort()), FakeResponses.Sends(null, FakeResponses.Revisions(7)));
        await ResumesAfterSixAsync(client);
    }

    [Theory]
    [InlineData(0x1)]
    [InlineData(0x2)]
    [InlineData(0x7)]
    [InlineData(0x8)]
    [InlineData(0xb)]
    public async Task A_stream_reset_with_any_HTTP_error_code_is_resumed(int code)
    {
        await using var client = FakeResponses.Client(service);
        service.Watches.Then(
            ThenDoes(httpContext => httpContext.Features.GetRequiredFeature<IHttpResetFeature>().Reset(code)),
            FakeResponses.Sends(null, FakeResponses.Revisions(7)));
        await ResumesAfterSixAsync(client);
    }

    [Fact]
    public async Task A_stream_that_ends_without_a_status_is_resumed()
    {
        await using var client = FakeResponses.Client(service);
        service.Host.NoStatus = true;
        service.Watches.Then(
            (_, stream, context) => stream.WriteAsync(FakeResponses.Revisions(6), context.CancellationToken),
            FakeResponses.Sends(null, FakeResponses.Revisions(7)));
        await ResumesAfterSixAsync(client);
        Assert.Contains("No grpc-status", interruptions[0].Cause!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_whose_connection_is_cut_is_resumed()
    {
        await using var proxy = TcpProxy.To(service.Address.Authority);
        await using var client = FakeResponses.Client(service, options => options with { Address = new($"http://127.0.0.1:{proxy.Port}") });
        service.Watches.Then(FakeResponses.Sends(null, FakeResponses.Revisions(6)), FakeResponses.Sends(null, FakeResponses.Revisions(7)));
        await using var reader = Watch(client);
        Assert.Equal(["revisions 6 @6"], await reader.Read(1));
        var next = reader.Next();
        await proxy.CutAsync().WithinAsync(20);
        await Eventually.True(() => interruptions.Count > 2, 20);
        proxy.Resume();
        Assert.Equal("revisions 7 @7", await next.WithinAsync(20));
        Assert.Equal("t6", service.Watches.Requests[1].ResumeToken);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_proxy_that_responds_for_an_unavailable_service_is_an_interruption(int status)
    {
        await using var client = FakeResponses.Client(service);
        service.Host.Statuses.Enqueue(status);
        service.Watches.Then(FakeResponses.Sends(null, FakeResponses.Revisions(7)));
        await using var reader = Watch(client);
        Assert.Equal(["revisions 7 @7"], await reader.Read(1));
        Assert.Single(interruptions);
    }

    [Theory]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    public async Task A_proxy_that_rejects_a_call_is_an_error(int status, StatusCode code)
    {
        await using var client = FakeResponses.Client(service);
        service.Host.Statuses.Enqueue(status);
        await using var reader = Watch(client);
        var error = await Assert.ThrowsAsync<RpcException>(() => reader.Read(1));
        Assert.Equal(code, error.StatusCode);
    }

    [Fact]
    public async Task An_unreadable_message_is_an_error_and_the_stream_is_not_resumed()
    {
        await using var client = FakeResponses.Client(service);
        service.Watches.Then(async (_, stream, context) =>
        {
            await stream.WriteAsync(FakeResponses.Revisions(6), context.CancellationToken);
            // One gRPC frame of two bytes, with a field 1 that is longer than the frame.
            await context.GetHttpContext().Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 2, 0x0A, 0x7F }, context.CancellationToken);
            await context.GetHttpContext().Response.Body.FlushAsync(context.CancellationToken);
            await FakeResponses.Sends(null)(new(), stream, context);
        });
        await using var reader = Watch(client);
        await reader.Read(1);
        await Assert.ThrowsAsync<RpcException>(() => reader.Read(1));
        Assert.Empty(interruptions);
    }

    static Streaming<WatchRequest, WatchResponse> ThenDoes(Action<HttpContext> end) => async (_, stream, context) =>
    {
        await stream.WriteAsync(FakeResponses.Revisions(6), context.CancellationToken);
        end(context.GetHttpContext());
        await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
    };

    async Task ResumesAfterSixAsync(RecognitionsClient client)
    {
        await using var reader = Watch(client);
        // A reset may overtake the message before it. The first stream then delivers nothing, and the second starts in its place.
        var first = await reader.Read(1);
        if (first is ["revisions 6 @6"])
        {
            Assert.Equal(["revisions 7 @7"], await reader.Read(1));
            Assert.Equal("t6", service.Watches.Requests[1].ResumeToken);
        }
        else
        {
            Assert.Equal(["revisions 7 @7"], first);
        }

        Assert.Single(interruptions);
    }

    WatchReader<WatchResponse> Watch(RecognitionsClient client) => new(client.WatchAsync(
        new() { FromNow = true }, new WatchOptions { OnInterrupted = interruptions.Add }, FakeResponses.Stop));
}
