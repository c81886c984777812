using System.Collections.Concurrent;
using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Errors.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>The .NET client with expiring tokens against a real service.</summary>
public sealed class TokenSourceTests(SharedStores stores)
{
    [Fact]
    public async Task A_watch_continues_across_expiring_tokens_and_misses_nothing()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await StartAsync(folder, issuer);
        var asked = 0;
        await using var watcher = Client(service, _ =>
        {
            Interlocked.Increment(ref asked);
            return new(issuer.TokenFor(TimeSpan.FromSeconds(2), "recognitions.watch"));
        });
        await using var writer = Client(service, _ => new(issuer.Token("recognitions.write", "bob")));
        var interruptions = new ConcurrentQueue<WatchInterruption>();
        var watching = new Client.Watching.WatchOptions { OnInterrupted = interruptions.Enqueue };
        var seen = new List<long>();
        await using var steps = watcher.WatchAsync(new() { FromNow = true }, watching, Call.Cancelled).GetAsyncEnumerator(Call.Cancelled);
        Assert.True(await steps.MoveNextAsync().WithinAsync(10));
        for (var tokens = 1; tokens <= 2; tokens++)
        {
            for (var i = 0; i < 20; i++)
            {
                await writer.Rpc.RegisterSourceAsync(IdentityTests.Register($"s{seen.Count}"), cancellationToken: Call.Cancelled);
                await ReadAsync(steps.MoveNextAsync().AsTask());
            }

            // The read of the next change starts before the token expires, and the change is written afterwards.
            var next = steps.MoveNextAsync().AsTask();
            await Eventually.True(() => interruptions.Count >= tokens);
            await writer.Rpc.RegisterSourceAsync(IdentityTests.Register($"s{seen.Count}"), cancellationToken: Call.Cancelled);
            await ReadAsync(next);
        }

        async Task ReadAsync(Task<bool> next)
        {
            for (var count = seen.Count; ; next = steps.MoveNextAsync().AsTask())
            {
                Assert.True(await next.WithinAsync(20));
                seen.AddRange(((WatchEvent<WatchResponse>.Message)steps.Current).Response.Revisions.Select(revision => revision.Revision));
                if (seen.Count > count)
                {
                    return;
                }
            }
        }

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen);
        Assert.All(interruptions, interruption =>
            Assert.Equal(ErrorReason.CredentialsExpired, ((RpcException)interruption.Cause!).GetErrorDetails().Reason));
        Assert.InRange(asked, 3, 200);
        service.Errors.AssertNone();
    }

    [Fact]
    public async Task A_call_with_an_expired_token_is_retried_once_with_a_new_one()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await StartAsync(folder, issuer);
        var tokens = new Queue<string>(
            [issuer.TokenFor(TimeSpan.FromSeconds(-10), "recognitions.read"), issuer.Token("recognitions.read")]);
        await using var client = Client(service, _ => new(tokens.Dequeue()));
        await client.Rpc.ListStatesAsync(new(), cancellationToken: Call.Cancelled);
        await client.Rpc.ListStatesAsync(new(), cancellationToken: Call.Cancelled);
        Assert.Empty(tokens);
    }

    [Fact]
    public async Task A_source_that_returns_only_expired_tokens_is_not_called_without_end()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await StartAsync(folder, issuer);
        var asked = 0;
        await using var client = Client(service, _ =>
        {
            asked++;
            return new(issuer.TokenFor(TimeSpan.FromSeconds(-10), "recognitions.read recognitions.watch"));
        });
        var refused = await Assert.ThrowsAsync<RpcException>(
            async () => await client.Rpc.ListStatesAsync(new(), cancellationToken: Call.Cancelled));
        Assert.Equal((ErrorReason.CredentialsExpired, 2), (refused.GetErrorDetails().Reason, asked));
        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var _ in client.WatchAsync(new WatchRequest(), Call.Cancelled))
            {
                Assert.Fail("Nothing can come.");
            }
        }).WithinAsync(20);
        Assert.Equal(ErrorReason.CredentialsExpired, ended.GetErrorDetails().Reason);
    }

    [Fact]
    public async Task A_token_source_that_fails_temporarily_is_called_again()
    {
        using var folder = new TemporaryDirectory();
        using var issuer = new TestIssuer();
        await using var service = await StartAsync(folder, issuer);
        var asked = 0;
        await using var client = Client(service, _ => ++asked < 3 ? throw new IOException("away") : new(issuer.Token("recognitions.read")));
        await client.Rpc.ListStatesAsync(new(), cancellationToken: Call.Cancelled);
        Assert.Equal(3, asked);
    }

    Task<RunningService> StartAsync(TemporaryDirectory folder, TestIssuer issuer) =>
        RunningService.StartAsync(stores, [.. folder.Accept(issuer), ("Access:Issuers:issuer1:ClockSkew", "00:00:00")]);

    static RecognitionsClient Client(RunningService service, Func<CancellationToken, ValueTask<string>> source) =>
        new(new ClientOptions
        {
            Address = service.GrpcAddress,
            AccessTokenProvider = source,
            InitialBackoff = TimeSpan.FromMilliseconds(10)
        });
}
