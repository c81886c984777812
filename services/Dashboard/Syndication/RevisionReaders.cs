using Google.Protobuf;
using KosovoNato.Dashboard.Streaming;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>The readers of the three services.</summary>
static class RevisionReaders
{
    const int PageSize = 1_000;

    /// <summary>The recognition service comes first, because it has the names of states and organizations.</summary>
    public static IReadOnlyList<RevisionReader> Of(ServiceFeeds clients)
    {
        var (recognitions, milestones, recommendations) =
            (clients.RecognitionsClient.Rpc, clients.MilestonesClient.Rpc, clients.RecommendationsClient.Rpc);
        return
        [
            new()
            {
                Service = "recognitions",
                Resources = RecognitionsResource.Descriptor,
                Events = RecognitionsResourceChange.Descriptor.FindFieldByName("event_types").EnumType,
                RevisionAsync = async (point, options) =>
                    (await recognitions.ListCountingRulesAsync(new() { PageSize = 1, KnownAt = point }, options)).Revision,
                NamedAsync = cancellationToken => Named(recognitions, cancellationToken),
                BetweenAsync = (after, upTo, cancellationToken) =>
                    RevisionReader.WatchBetweenAsync<
                        Recognitions.V1.WatchRequest, Recognitions.V1.WatchResponse, RecognitionsChanged, RecognitionsResourceChange>(
                        recognitions.Watch, after, upTo, cancellationToken),
            },
            new()
            {
                Service = "milestones",
                Resources = MilestonesResource.Descriptor,
                Events = MilestonesResourceChange.Descriptor.FindFieldByName("event_types").EnumType,
                RevisionAsync = async (point, options) =>
                    (await milestones.ListTracksAsync(new() { PageSize = 1, KnownAt = point }, options)).Revision,
                NamedAsync = cancellationToken => Client.Pages.AllAsync(
                    milestones.ListTracksAsync, new ListTracksRequest { PageSize = PageSize }, page => page.Tracks, cancellationToken),
                BetweenAsync = (after, upTo, cancellationToken) =>
                    RevisionReader.WatchBetweenAsync<
                        Milestones.V1.WatchRequest, Milestones.V1.WatchResponse, MilestonesChanged, MilestonesResourceChange>(
                        milestones.Watch, after, upTo, cancellationToken),
            },
            new()
            {
                Service = "recommendations",
                Resources = RecommendationsResource.Descriptor,
                Events = RecommendationsResourceChange.Descriptor.FindFieldByName("event_types").EnumType,
                RevisionAsync = async (point, options) =>
                    (await recommendations.ListDocumentsAsync(new() { PageSize = 1, KnownAt = point }, options)).Revision,
                NamedAsync = cancellationToken => Client.Pages.AllAsync(
                    recommendations.ListRecommendationsAsync, new ListRecommendationsRequest { PageSize = PageSize },
                    page => page.Recommendations, cancellationToken),
                BetweenAsync = (after, upTo, cancellationToken) =>
                    RevisionReader.WatchBetweenAsync<
                        Recommendations.V1.WatchRequest, Recommendations.V1.WatchResponse, RecommendationsChanged,
                        RecommendationsResourceChange>(
                        recommendations.Watch, after, upTo, cancellationToken),
            },
        ];
    }

    static async IAsyncEnumerable<IMessage> Named(
        RecognitionService.RecognitionServiceClient rpc,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var state in Client.Pages.AllAsync(
            rpc.ListStatesAsync, new ListStatesRequest { PageSize = PageSize }, page => page.States, cancellationToken))
        {
            yield return state;
        }

        await foreach (var organization in Client.Pages.AllAsync(
            rpc.ListOrganizationsAsync, new ListOrganizationsRequest { PageSize = PageSize }, page => page.Organizations,
            cancellationToken))
        {
            yield return organization;
        }

        // After the organizations, because the title of a question names its organization.
        await foreach (var question in Client.Pages.AllAsync(
            rpc.ListQuestionsAsync, new ListQuestionsRequest { PageSize = PageSize }, page => page.Questions, cancellationToken))
        {
            yield return question;
        }
    }
}
