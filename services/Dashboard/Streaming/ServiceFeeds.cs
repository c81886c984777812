using Google.Protobuf.WellKnownTypes;
using KosovoNato.Client;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Replication.Upstreams;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The clients of the three services, shared by all pages.</summary>
sealed class ServiceFeeds : IAsyncDisposable
{
    readonly RecognitionsClient recognitions;
    readonly MilestonesClient milestones;
    readonly RecommendationsClient recommendations;

    public ServiceFeeds(IOptions<UpstreamOptions> options, UpstreamCredential credential, UpstreamTls tls, TimeProvider timeProvider)
    {
        recognitions = new(At("recognitions"));
        milestones = new(At("milestones"));
        recommendations = new(At("recommendations"));
        All =
        [
            ServiceFeed.Of<Recognitions.V1.WatchResponse, RecognitionsChanged, RecognitionsResourceChange>(
                "recognitions",
                (token, interval, watching, cancellationToken) =>
                    recognitions.WatchAsync(From(new Recognitions.V1.WatchRequest(), token, interval), watching, cancellationToken),
                (response, message) => response.Recognitions = message),
            ServiceFeed.Of<Milestones.V1.WatchResponse, MilestonesChanged, MilestonesResourceChange>(
                "milestones",
                (token, interval, watching, cancellationToken) =>
                    milestones.WatchAsync(From(new Milestones.V1.WatchRequest(), token, interval), watching, cancellationToken),
                (response, message) => response.Milestones = message),
            ServiceFeed.Of<Recommendations.V1.WatchResponse, RecommendationsChanged, RecommendationsResourceChange>(
                "recommendations",
                (token, interval, watching, cancellationToken) =>
                    recommendations.WatchAsync(From(new Recommendations.V1.WatchRequest(), token, interval), watching, cancellationToken),
                (response, message) => response.Recommendations = message),
        ];

        ClientOptions At(string service) => new()
        {
            Address = options.Value.Addresses[service],
            AccessTokenProvider = credential.IsSet ? credential.ReadAsync : null,
            Tls = tls.Options,
            // A page should show soon that a service is available again, so retry often.
            MaxBackoff = TimeSpan.FromSeconds(2),
            // A few hundred streams on one connection slow each other down.
            ConnectionsPerHost = 4,
            TimeProvider = timeProvider,
        };
    }

    /// <summary>The services, in the order of their parts in the resume token.</summary>
    public IReadOnlyList<ServiceFeed> All { get; }

    public RecognitionsClient RecognitionsClient => recognitions;

    public MilestonesClient MilestonesClient => milestones;

    public RecommendationsClient RecommendationsClient => recommendations;

    public async ValueTask DisposeAsync()
    {
        await recognitions.DisposeAsync();
        await milestones.DisposeAsync();
        await recommendations.DisposeAsync();
    }

    static TRequest From<TRequest>(TRequest request, string token, TimeSpan interval)
        where TRequest : IWatchRequest
    {
        request.BookmarkInterval = Duration.FromTimeSpan(interval);
        if (token.Length > 0)
        {
            request.ResumeToken = token;
        }
        else
        {
            request.SnapshotFirst = true;
        }

        return request;
    }
}
