using System.Security.Cryptography;
using Grpc.Core;
using KosovoNato.Dashboard.Pages;
using KosovoNato.Dashboard.Streaming;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.Errors;
using Microsoft.Net.Http.Headers;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>The newest changes as feeds: <c>/feed.atom</c> and <c>/feed.json</c>.</summary>
/// <remarks>
/// A feed that needs an unavailable service is 503, not a feed without that service's changes: a feed reader keeps what it has and comes
/// back, but it cannot know that a shorter feed is incomplete.
/// </remarks>
sealed class SyndicationEndpoint : IDisposable
{
    const string RetryAfterSeconds = "30";

    readonly RecordedNames names = new();
    readonly RecentChanges[] services;
    readonly ILookup<string, string> kinds;
    readonly PageAddress pageAddress;

    public SyndicationEndpoint(ServiceFeeds clients, PageAddress pageAddress, TimeProvider timeProvider)
    {
        this.pageAddress = pageAddress;
        var readers = RevisionReaders.Of(clients);
        services = [.. readers.Select(reader => new RecentChanges(reader, names, timeProvider))];
        kinds = readers
            .SelectMany(reader => reader.Resources.Oneofs[0].Fields.Select(field => (reader.Service, Kind: field.Name)))
            .ToLookup(pair => pair.Service, pair => pair.Kind);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        Map("/feed.atom", "application/atom+xml; charset=utf-8", feed => feed.ToAtom());
        Map("/feed.json", "application/feed+json; charset=utf-8", feed => feed.ToJson());

        void Map(string path, string type, Func<FeedDocument, byte[]> write) => routes.MapMethods(
            path, [HttpMethods.Get, HttpMethods.Head], httpContext => RespondAsync(httpContext, type, write));
    }

    public void Dispose()
    {
        foreach (var service in services)
        {
            service.Dispose();
        }
    }

    async Task RespondAsync(HttpContext httpContext, string type, Func<FeedDocument, byte[]> write)
    {
        try
        {
            var filter = RecentChangeFilter.Parse(httpContext.Request.Query, kinds);
            var feed = await ReadAsync(filter, httpContext);
            var body = write(feed);
            httpContext.Response.Headers.CacheControl = "public, max-age=60";
            // Weak, because a gateway may compress the feed. The framework handles HEAD and the conditions of the request.
            var etag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"", isWeak: true);
            await TypedResults.Bytes(body, type, entityTag: etag, lastModified: feed.Updated).ExecuteAsync(httpContext);
        }
        catch (ApiException refusal)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            if (refusal.Status == StatusCode.Unavailable)
            {
                httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            }

            await ErrorResponseWriter.WriteAsync(httpContext, refusal);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone.
        }
    }

    async Task<FeedDocument> ReadAsync(RecentChangeFilter filter, HttpContext httpContext)
    {
        var found = new List<RecentChange>();
        var newest = DateTimeOffset.UnixEpoch;
        // One after the other: the titles of the other services' resources need the names from the recognition service.
        foreach (var service in services.Where(service => IsNeeded(service, filter)))
        {
            var changes = await ReadAsync(service, httpContext.RequestAborted);
            newest = changes.Count > 0 && changes[^1].RecordedAt > newest ? changes[^1].RecordedAt : newest;
            found.AddRange(changes.Where(filter.Matches));
        }

        filter.CheckNames(names);
        var shown = found
            .OrderByDescending(one => one.RecordedAt)
            .ThenBy(one => one.Event.Service, StringComparer.Ordinal)
            .ThenByDescending(one => one.Event.Revision)
            .ThenBy(one => one.Resource, StringComparer.Ordinal)
            .Take(filter.Limit)
            .ToArray();
        var origin = pageAddress.Of(httpContext.Request);
        var request = httpContext.Request;
        return new(
            FeedDocument.IdOf(filter.Canonical.Length > 0 ? $"changes?{filter.Canonical}" : "changes"),
            TitleOf(filter), origin, $"{origin}{request.Path}{request.QueryString}",
            shown.Length > 0 ? shown[0].RecordedAt : newest, shown);
    }

    /// <summary>Whether a feed needs a service: for its changes, or for the names of what the filter mentions.</summary>
    bool IsNeeded(RecentChanges service, RecentChangeFilter filter) =>
        service == services[0]
        || (service.Service == "milestones" && filter.Tracks.Count > 0)
        || (service.Service == "recommendations" && filter.Recommendations.Count > 0)
        || ((filter.Services.Count == 0 || filter.Services.Contains(service.Service))
            && (filter.Kinds.Count == 0 || filter.Kinds.Intersect(kinds[service.Service]).Any()));

    static async Task<IReadOnlyList<RecentChange>> ReadAsync(RecentChanges service, CancellationToken cancellationToken)
    {
        try
        {
            return await service.ReadAsync(cancellationToken);
        }
        catch (Exception failure) when (
            failure is RpcException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ApiException(
                StatusCode.Unavailable, ErrorReason.StoreUnavailable,
                $"The {service.Service} service is unavailable, so this feed would be incomplete. Retry in {RetryAfterSeconds} s.",
                failure, ("service", service.Service));
        }
    }

    string TitleOf(RecentChangeFilter filter)
    {
        string[] about =
        [
            .. filter.States.Select(names.State), .. filter.Organizations.Select(names.TitleOf), .. filter.Tracks.Select(names.TitleOf),
            .. filter.Recommendations.Select(names.TitleOf), .. filter.Kinds.Select(DecisionWords.Lower), .. filter.Services,
        ];
        return about.Length == 0 ? "Kosovo and NATO: changes" : $"Kosovo and NATO: changes about {string.Join(", ", about)}";
    }
}
