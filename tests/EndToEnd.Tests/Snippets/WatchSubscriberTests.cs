using KosovoNato.Testing;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>The Watch snippets of protos/README.md work in both languages.</summary>
public sealed class WatchSubscriberTests(SharedStores stores, NodePrograms programs)
{
    [Fact]
    public async Task A_subscriber_receives_everything_once_even_if_its_connection_is_cut()
    {
        await using var deployment = await StartAsync("a");
        await using var way = TcpProxy.To(deployment.Service.GrpcAddress.Authority);
        await using var readers = await SubscribeAsync(new($"http://127.0.0.1:{way.Port}"), "");
        await readers.WroteAsync("whole at 1: what was not named is gone");
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("b"));
        await readers.WroteAsync("sources/b added in 2, a source");

        await way.CutAsync();
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("c"));
        way.Resume();
        await readers.WroteAsync("sources/c added in 3, a source");
        await deployment.Rpc.CorrectSourceAsync(TestRequests.Correct("a", "Another title"));
        await readers.WroteAsync("sources/a modified in 4, a source");

        Assert.All(readers.Each, reader => Assert.Equal(
            [
                "sources/a is of 1", "whole at 1: what was not named is gone", "sources/b added in 2, a source",
                "sources/c added in 3, a source", "sources/a modified in 4, a source",
            ],
            reader.Written.Select(line => line.ToLowerInvariant())));
        deployment.Service.AssertNoErrors();
    }

    [Fact]
    public async Task A_subscriber_resumes_after_an_absence_and_starts_again_if_it_cannot_resume()
    {
        await using var deployment = await StartAsync("a");
        var kept = await TokenAsync(deployment);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register("b"));
        await using (var returned = await SubscribeAsync(deployment.Service.GrpcAddress, kept))
        {
            await returned.WroteAsync("sources/b added in 2, a source");
            Assert.All(returned.Each, reader => Assert.Single(reader.Written));
        }

        await using var another = await StartAsync("c");
        await using var lost = await SubscribeAsync(another.Service.GrpcAddress, kept);
        await lost.WroteAsync("whole at 1: what was not named is gone");
        Assert.All(lost.Each, reader => Assert.Contains("sources/c is of 1", reader.Written));
    }

    /// <summary>A service that keeps one source.</summary>
    async Task<Deployment> StartAsync(string source)
    {
        var deployment = await Deployment.StartAsync((await stores.Of(StoreBackend.Redis)).Configuration);
        await deployment.Rpc.RegisterSourceAsync(TestRequests.Register(source));
        return deployment;
    }

    /// <summary>The token of a reader that has read everything and disconnects.</summary>
    static async Task<string> TokenAsync(Deployment deployment)
    {
        using var watch = deployment.Rpc.Watch(TestRequests.Watch());
        while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WithinAsync(20))
        {
            if (watch.ResponseStream.Current.ResumeToken is { Length: > 0 } token)
            {
                return token;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    async Task<Readers> SubscribeAsync(Uri address, string resumeToken) => new(
        Subscriber.Here((output, cancellationToken) => WatchSnippet.RunAsync(address, resumeToken, output, cancellationToken)),
        (await programs.Workspace).Start("watch.js", ("RECOGNITIONS", address.ToString()), ("RESUME_TOKEN", resumeToken)));

    sealed record Readers(params Subscriber[] Each) : IAsyncDisposable
    {
        public Task WroteAsync(string line) => Task.WhenAll(Each.Select(reader => reader.WroteAsync(line)));

        public async ValueTask DisposeAsync() => await Task.WhenAll(Each.Select(reader => reader.DisposeAsync().AsTask()));
    }
}
