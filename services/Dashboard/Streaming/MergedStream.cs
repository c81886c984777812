using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Grpc.Core;
using KosovoNato.Dashboard.V1;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The changes of all services as one stream for one page, with one token to go on from.</summary>
sealed class MergedStream(ServiceFeeds services, PageLimiter pages, IHostApplicationLifetime lifetime, TimeProvider timeProvider)
{
    // Messages have up to 64 KB: what one slow page holds stays small, and the services hold the rest.
    const int MaxWaiting = 16;
    static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    /// <exception cref="ApiException">The request is wrong, there are too many pages, or the process stops.</exception>
    /// <exception cref="RpcException">A service does not take the token that is in that of the request.</exception>
    public async IAsyncEnumerable<FollowResponse> FollowAsync(FollowRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        var tokens = CompositeResumeToken.Parse(request.ResumeToken, services.All.Count);
        var interval = IntervalOf(request);
        using var place = pages.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var waiting = Channel.CreateBounded<(int Service, FeedMessage Step)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
        using var draining = lifetime.ApplicationStopping.Register(() => waiting.Writer.TryComplete(Stopping()));
        var loops = services.All.Select((service, i) => RunAsync(
            new(service, tokens[i], interval, (step, stop) => waiting.Writer.WriteAsync((i, step), stop), timeProvider), waiting.Writer,
            end.Token)).ToArray();
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

    /// <summary>A loop ends only by being stopped, or by something that ends the whole stream.</summary>
    static async Task RunAsync(
        ServiceFeedLoop loop, ChannelWriter<(int Service, FeedMessage Step)> waiting, CancellationToken cancellationToken)
    {
        // Off the reader's way, so that all three begin.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await loop.RunAsync(cancellationToken);
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested || failure is ChannelClosedException)
        {
            // The page is gone, or another loop has ended the stream.
        }
        catch (Exception failure)
        {
            waiting.TryComplete(failure);
        }
    }

    static TimeSpan IntervalOf(FollowRequest request)
    {
        if (request.ProgressInterval is not { } asked)
        {
            return DefaultInterval;
        }

        var violations = new FieldViolations();
        violations.Require(
            asked is { Seconds: >= 1 and < 60, Nanos: >= 0 } or { Seconds: 60, Nanos: 0 }, "progress_interval", "must be 1 s to 60 s");
        violations.ThrowIfAny();
        return asked.ToTimeSpan();
    }

    static ApiException Stopping() =>
        new(StatusCode.Unavailable, ErrorReason.ServerDraining, "The dashboard is restarting. Follow again with the last resume token.");
}
