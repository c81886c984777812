using Grpc.Core;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Serving.Requests;

namespace KosovoNato.Recommendations;

/// <summary>The gRPC API of the service. Each method is one line that delegates.</summary>
sealed class RecommendationsApi(ResourceRequests requests, QueryHandler<RecommendationScenario> queries)
    : RecommendationService.RecommendationServiceBase
{
    public override Task<GetDocumentResponse> GetDocument(GetDocumentRequest request, ServerCallContext context) =>
        requests.GetAsync<GetDocumentResponse>(request, context);
    public override Task<ListDocumentsResponse> ListDocuments(ListDocumentsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListDocumentsResponse>(request, context);
    public override Task<GetRecommendationResponse> GetRecommendation(GetRecommendationRequest request, ServerCallContext context) =>
        requests.GetAsync<GetRecommendationResponse>(request, context);
    public override Task<ListRecommendationsResponse> ListRecommendations(ListRecommendationsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListRecommendationsResponse>(request, context);
    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext context) =>
        requests.BatchGetAsync<BatchGetResponse>(request, context);
    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) =>
        requests.ListRevisionsAsync<ListRevisionsResponse>(request, context);
    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        requests.DiffAsync<DiffResponse>(request, context);
    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext context) =>
        requests.WatchAsync(request, stream, context);

    public override Task<ExplainProgressResponse> ExplainProgress(ExplainProgressRequest request, ServerCallContext context) =>
        queries.AnswerForIntervalAsync(request, context, Queries.ExplainProgress.Query);
    public override Task<ListDependentsResponse> ListDependents(ListDependentsRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.ListDependents.Query);
    public override Task<AssessAssumptionsResponse> AssessAssumptions(AssessAssumptionsRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.AssessAssumptions.Query);
    public override Task<GetCountryProfileResponse> GetCountryProfile(GetCountryProfileRequest request, ServerCallContext context) =>
        queries.AnswerForIntervalAsync(request, context, Queries.GetCountryProfile.Query);

    public override Task<RegisterDocumentResponse> RegisterDocument(RegisterDocumentRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterDocumentResponse>(request, context);
    public override Task<CorrectDocumentResponse> CorrectDocument(CorrectDocumentRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectDocumentResponse>(request, context);
    public override Task<DraftRecommendationResponse> DraftRecommendation(DraftRecommendationRequest request, ServerCallContext context) =>
        requests.WriteAsync<DraftRecommendationResponse>(request, context);
    public override Task<PublishRecommendationResponse> PublishRecommendation(
        PublishRecommendationRequest request, ServerCallContext context) =>
        requests.WriteAsync<PublishRecommendationResponse>(request, context);
    public override Task<RecordAddresseeResponseResponse> RecordAddresseeResponse(
        RecordAddresseeResponseRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordAddresseeResponseResponse>(request, context);
    public override Task<RecordAssessmentResponse> RecordAssessment(RecordAssessmentRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordAssessmentResponse>(request, context);
    public override Task<CloseRecommendationResponse> CloseRecommendation(CloseRecommendationRequest request, ServerCallContext context) =>
        requests.WriteAsync<CloseRecommendationResponse>(request, context);
    public override Task<ReopenRecommendationResponse> ReopenRecommendation(
        ReopenRecommendationRequest request, ServerCallContext context) =>
        requests.WriteAsync<ReopenRecommendationResponse>(request, context);
    public override Task<CorrectRecommendationResponse> CorrectRecommendation(
        CorrectRecommendationRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectRecommendationResponse>(request, context);
    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext context) =>
        requests.BatchWriteAsync<BatchWriteResponse>(request, context);
}
