using Grpc.Core;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Client.Tests.EveryService;

/// <summary>A recommendation service scripted by the test.</summary>
sealed class FakeRecommendations : RecommendationService.RecommendationServiceBase
{
    public Script<ListDocumentsRequest, Answer<ListDocumentsRequest, ListDocumentsResponse>> Lists { get; } = new();

    public Script<RegisterDocumentRequest, Answer<RegisterDocumentRequest, RegisterDocumentResponse>> Registrations { get; } = new();

    public Script<WatchRequest, Streaming<WatchRequest, WatchResponse>> Watches { get; } = new();

    public override Task<ListDocumentsResponse> ListDocuments(ListDocumentsRequest request, ServerCallContext context) =>
        Lists.Take(request, context)(request, context);

    public override Task<RegisterDocumentResponse> RegisterDocument(RegisterDocumentRequest request, ServerCallContext context) =>
        Registrations.Take(request, context)(request, context);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context) =>
        Watches.Take(request, context)(request, responseStream, context);
}
