using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Grpc.Core;
using KosovoNato.Dashboard.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The changes of all services as one stream for one page, with one resume token.</summary>
sealed class MergedStream(ServiceFeeds services, PageLimiter pages, IHostApplicationLifetime lifetime, TimeProvider timeProvider)
{
    // Messages have up to 64 KB. This limits what one slow page holds in memory; the services hold the rest.
    const int MaxWaiting = 16;
    static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    /// <param name="onInvalidToken">What to do if the resume token, or the part of a service in it, is corrupted.</param>
    /// <exception cref="ApiException">The request is invalid, there are too many pages, or the process is stopping.</exception>
    /// <exception cref="RpcException">A service rejects its part of the resume token.</exception>
    public async IAsyncEnumerable<WatchAllResponse> FollowAsync(
        WatchAllRequest request, OnInvalidToken onInvalidToken, [EnumeratorCancellation] CancellationToken cancel)
    {
        var isTokenValid = CompositeResumeToken.TryParse(request.ResumeToken, services.All.Count, out var tokens);
        if (!isTokenValid && onInvalidToken == OnInvalidToken.Reject)
        {
            throw ApiException.TokenInvalid("resume_token");
        }

        var interval = IntervalOf(request);
        using var place = pages.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var waiting = Channel.CreateBounded<(int Service, FeedMessage Step)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
        using var draining = lifetime.ApplicationStopping.Register(() => waiting.Writer.TryComplete(Stopping()));
        var loops = services.All.Select((service, i) => RunAsync(
            new(service, tokens[i], interval, onInvalidToken, (step, stop) => waiting.Writer.WriteAsync((i, step), stop), timeProvider)
            {
                SnapshotReason = isTokenValid ? ErrorReason.Unspecified : ErrorReason.TokenInvalid,
            },
            waiting.Writer, end.Token)).ToArray();
        try
        {
            await foreach (var (service, step) in waiting.Reader.ReadAllAsync(cancel))
            {
                tokens[service] = step.Token ?? tokens[service];
                step.Response.ResumeToken = tokens.ToString();
                yield return step.Response;
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(loops);
        }
    }

    /// <summary>Runs a loop. It ends only when it is stopped, or with an error that ends the whole stream.</summary>
    static async Task RunAsync(
        ServiceFeedLoop loop, ChannelWriter<(int Service, FeedMessage Step)> waiting, CancellationToken cancellationToken)
    {
        // Leave the reader's path, so that all three loops start.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await loop.RunAsync(cancellationToken);
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested || failure is ChannelClosedException)
        {
            // The page was closed, or another loop has ended the stream.
        }
        catch (Exception failure)
        {
            waiting.TryComplete(failure);
        }
    }

    static TimeSpan IntervalOf(WatchAllRequest request)
    {
        if (request.BookmarkInterval is not { } asked)
        {
            return DefaultInterval;
        }

        var violations = new FieldViolations();
        violations.Require(
            asked is { Seconds: >= 1 and < 60, Nanos: >= 0 } or { Seconds: 60, Nanos: 0 }, "bookmark_interval", "must be 1 to 60 s");
        violations.ThrowIfAny();
        return asked.ToTimeSpan();
    }

    static ApiException Stopping() =>
        new(StatusCode.Unavailable, ErrorReason.ServerDraining, "The dashboard is restarting. Call WatchAll again with the last token.");
}
