using Grpc.Core;
using KosovoNato.Recommendations.Documents;
using KosovoNato.Recommendations.Drafting;
using KosovoNato.Recommendations.Queries;
using KosovoNato.Serving.Watch;
using KosovoNato.Storage;

namespace KosovoNato.Recommendations;

/// <summary>The service as its callers see it; one line each, the work is elsewhere.</summary>
sealed class RecommendationsApi(ReadHandler reader, ListHandler lister, DiffHandler differ, QueryHandler answers, WriteHandler writer, WatchHandler watcher, Schema schema)
    : RecommendationService.RecommendationServiceBase
{
    public override Task<GetDocumentResponse> GetDocument(GetDocumentRequest request, ServerCallContext context) => reader.GetAsync<Document, GetDocumentRequest, GetDocumentResponse>(request, request.Name, context);

    public override Task<ListDocumentsResponse> ListDocuments(ListDocumentsRequest request, ServerCallContext context) => lister.ListAsync<ListDocumentsRequest, ListDocumentsResponse>(request, context, RecommendationsRequestMapping.Select<Document>(schema, violations => DocumentFilters.Filter(request.Filter, violations)));

    public override Task<GetRecommendationResponse> GetRecommendation(GetRecommendationRequest request, ServerCallContext context) => reader.GetAsync<Recommendation, GetRecommendationRequest, GetRecommendationResponse>(request, request.Name, context);

    public override Task<ListRecommendationsResponse> ListRecommendations(ListRecommendationsRequest request, ServerCallContext context) => lister.ListAsync<ListRecommendationsRequest, ListRecommendationsResponse>(request, context, RecommendationsRequestMapping.Select<Recommendation>(schema, violations => RecommendationFilters.Filter(request.Filter, violations)));

    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext context) => reader.BatchGetAsync<BatchGetRequest, BatchGetResponse>(request, request.Names, context);

    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) => RecommendationsRequestMapping.ListRevisionsAsync(reader, request, context);

    public override Task<ExplainProgressResponse> ExplainProgress(ExplainProgressRequest request, ServerCallContext context) => answers.ExplainAsync(request, context);

    public override Task<FindDependentsResponse> FindDependents(FindDependentsRequest request, ServerCallContext context) => answers.FindAsync(request, context);

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => RecommendationsRequestMapping.DiffAsync(differ, request, context);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext context) => watcher.WatchAsync(RecommendationsRequestMapping.Of(request), stream, context);

    public override Task<RegisterDocumentResponse> RegisterDocument(RegisterDocumentRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Documents.RegisterDocument.Write, (Document written, Changes.V1.Revision revision) => new RegisterDocumentResponse { Document = written, Revision = revision });

    public override Task<CorrectDocumentResponse> CorrectDocument(CorrectDocumentRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Documents.CorrectDocument.Write, (Document written, Changes.V1.Revision revision) => new CorrectDocumentResponse { Document = written, Revision = revision });

    public override Task<DraftRecommendationResponse> DraftRecommendation(DraftRecommendationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Drafting.DraftRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new DraftRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<PublishRecommendationResponse> PublishRecommendation(PublishRecommendationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.PublishRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new PublishRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<RecordResponseResponse> RecordResponse(RecordResponseRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Responses.RecordAddresseeResponse.Write, (Recommendation written, Changes.V1.Revision revision) => new RecordResponseResponse { Recommendation = written, Revision = revision });

    public override Task<RecordAssessmentResponse> RecordAssessment(RecordAssessmentRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Responses.RecordAssessment.Write, (Recommendation written, Changes.V1.Revision revision) => new RecordAssessmentResponse { Recommendation = written, Revision = revision });

    public override Task<CloseRecommendationResponse> CloseRecommendation(CloseRecommendationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.CloseRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new CloseRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<ReopenRecommendationResponse> ReopenRecommendation(ReopenRecommendationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.ReopenRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new ReopenRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<CorrectRecommendationResponse> CorrectRecommendation(CorrectRecommendationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Drafting.CorrectRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new CorrectRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext context) => writer.BatchAsync(request, context, Recommendations.BatchWrite.StepsOf(request), Recommendations.BatchWrite.Answer);
}
