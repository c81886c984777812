using Grpc.Core;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Store;
using KosovoNato.Recommendations.Documents;
using KosovoNato.Recommendations.Questions;
using KosovoNato.Recommendations.Wording;

namespace KosovoNato.Recommendations;

/// <summary>The service as its callers see it; one line each, the work is elsewhere.</summary>
sealed class RecommendationsApi(Reader reader, Lister lister, Differ differ, Answers answers, Writer writer, Watcher watcher, Schema schema)
    : RecommendationService.RecommendationServiceBase
{
    public override Task<GetDocumentResponse> GetDocument(GetDocumentRequest request, ServerCallContext call) => reader.GetAsync<Document, GetDocumentRequest, GetDocumentResponse>(request, request.Name, call);

    public override Task<ListDocumentsResponse> ListDocuments(ListDocumentsRequest request, ServerCallContext call) => lister.ListAsync<ListDocumentsRequest, ListDocumentsResponse>(request, call, RecommendationsReads.Select<Document>(schema, violations => DocumentQueries.Filter(request.Filter, violations)));

    public override Task<GetRecommendationResponse> GetRecommendation(GetRecommendationRequest request, ServerCallContext call) => reader.GetAsync<Recommendation, GetRecommendationRequest, GetRecommendationResponse>(request, request.Name, call);

    public override Task<ListRecommendationsResponse> ListRecommendations(ListRecommendationsRequest request, ServerCallContext call) => lister.ListAsync<ListRecommendationsRequest, ListRecommendationsResponse>(request, call, RecommendationsReads.Select<Recommendation>(schema, violations => RecommendationQueries.Filter(request.Filter, violations)));

    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext call) => reader.BatchGetAsync<BatchGetRequest, BatchGetResponse>(request, request.Names, call);

    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext call) => RecommendationsReads.ListRevisionsAsync(reader, request, call);

    public override Task<ExplainProgressResponse> ExplainProgress(ExplainProgressRequest request, ServerCallContext call) => answers.ExplainAsync(request, call);

    public override Task<FindDependentsResponse> FindDependents(FindDependentsRequest request, ServerCallContext call) => answers.FindAsync(request, call);

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext call) => RecommendationsReads.DiffAsync(differ, request, call);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext call) => watcher.WatchAsync(RecommendationsReads.Of(request), stream, call);

    public override Task<RegisterDocumentResponse> RegisterDocument(RegisterDocumentRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Documents.RegisterDocument.Write, (Document written, Changes.V1.Revision revision) => new RegisterDocumentResponse { Document = written, Revision = revision });

    public override Task<CorrectDocumentResponse> CorrectDocument(CorrectDocumentRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Documents.CorrectDocument.Write, (Document written, Changes.V1.Revision revision) => new CorrectDocumentResponse { Document = written, Revision = revision });

    public override Task<DraftRecommendationResponse> DraftRecommendation(DraftRecommendationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Wording.DraftRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new DraftRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<PublishRecommendationResponse> PublishRecommendation(PublishRecommendationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Lifecycle.PublishRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new PublishRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<RecordResponseResponse> RecordResponse(RecordResponseRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Responses.RecordResponse.Write, (Recommendation written, Changes.V1.Revision revision) => new RecordResponseResponse { Recommendation = written, Revision = revision });

    public override Task<RecordAssessmentResponse> RecordAssessment(RecordAssessmentRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Responses.RecordAssessment.Write, (Recommendation written, Changes.V1.Revision revision) => new RecordAssessmentResponse { Recommendation = written, Revision = revision });

    public override Task<CloseRecommendationResponse> CloseRecommendation(CloseRecommendationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Lifecycle.CloseRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new CloseRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<ReopenRecommendationResponse> ReopenRecommendation(ReopenRecommendationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Lifecycle.ReopenRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new ReopenRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<CorrectRecommendationResponse> CorrectRecommendation(CorrectRecommendationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Wording.CorrectRecommendation.Write, (Recommendation written, Changes.V1.Revision revision) => new CorrectRecommendationResponse { Recommendation = written, Revision = revision });

    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext call) => writer.BatchAsync(request, call, Recommendations.BatchWrite.StepsOf(request), Recommendations.BatchWrite.Answer);
}
