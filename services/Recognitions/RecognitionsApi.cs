using Grpc.Core;
using KosovoNato.Recognitions.Queries;
using KosovoNato.Serving.Requests;

namespace KosovoNato.Recognitions;

/// <summary>The gRPC API of the service. Each method is one line that delegates.</summary>
sealed class RecognitionsApi(ResourceRequests requests, QueryHandler<RecognitionScenario> queries)
    : RecognitionService.RecognitionServiceBase
{
    public override Task<GetStateResponse> GetState(GetStateRequest request, ServerCallContext context) =>
        requests.GetAsync<GetStateResponse>(request, context);
    public override Task<ListStatesResponse> ListStates(ListStatesRequest request, ServerCallContext context) =>
        requests.ListAsync<ListStatesResponse>(request, context);
    public override Task<GetOrganizationResponse> GetOrganization(GetOrganizationRequest request, ServerCallContext context) =>
        requests.GetAsync<GetOrganizationResponse>(request, context);
    public override Task<ListOrganizationsResponse> ListOrganizations(ListOrganizationsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListOrganizationsResponse>(request, context);
    public override Task<GetMembershipResponse> GetMembership(GetMembershipRequest request, ServerCallContext context) =>
        requests.GetAsync<GetMembershipResponse>(request, context);
    public override Task<ListMembershipsResponse> ListMemberships(ListMembershipsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListMembershipsResponse>(request, context);
    public override Task<GetRecognitionResponse> GetRecognition(GetRecognitionRequest request, ServerCallContext context) =>
        requests.GetAsync<GetRecognitionResponse>(request, context);
    public override Task<ListRecognitionsResponse> ListRecognitions(ListRecognitionsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListRecognitionsResponse>(request, context);
    public override Task<GetQuestionResponse> GetQuestion(GetQuestionRequest request, ServerCallContext context) =>
        requests.GetAsync<GetQuestionResponse>(request, context);
    public override Task<ListQuestionsResponse> ListQuestions(ListQuestionsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListQuestionsResponse>(request, context);
    public override Task<GetPositionResponse> GetPosition(GetPositionRequest request, ServerCallContext context) =>
        requests.GetAsync<GetPositionResponse>(request, context);
    public override Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListPositionsResponse>(request, context);
    public override Task<GetBallotResponse> GetBallot(GetBallotRequest request, ServerCallContext context) =>
        requests.GetAsync<GetBallotResponse>(request, context);
    public override Task<ListBallotsResponse> ListBallots(ListBallotsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListBallotsResponse>(request, context);
    public override Task<GetCountingRuleResponse> GetCountingRule(GetCountingRuleRequest request, ServerCallContext context) =>
        requests.GetAsync<GetCountingRuleResponse>(request, context);
    public override Task<ListCountingRulesResponse> ListCountingRules(ListCountingRulesRequest request, ServerCallContext context) =>
        requests.ListAsync<ListCountingRulesResponse>(request, context);
    public override Task<GetSourceResponse> GetSource(GetSourceRequest request, ServerCallContext context) =>
        requests.GetAsync<GetSourceResponse>(request, context);
    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context) =>
        requests.ListAsync<ListSourcesResponse>(request, context);
    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext context) =>
        requests.BatchGetAsync<BatchGetResponse>(request, context);
    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) =>
        requests.ListRevisionsAsync<ListRevisionsResponse>(request, context);
    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        requests.DiffAsync<DiffResponse>(request, context);
    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext context) =>
        requests.WatchAsync(request, stream, context);

    public override Task<CountRecognitionsResponse> CountRecognitions(CountRecognitionsRequest request, ServerCallContext context) =>
        queries.AnswerForIntervalAsync(request, context, Queries.CountRecognitions.Query);
    public override Task<AssessDecisionResponse> AssessDecision(AssessDecisionRequest request, ServerCallContext context) =>
        queries.AnswerForIntervalAsync(request, context, Queries.AssessDecision.Query);

    public override Task<ListVotingRecordResponse> ListVotingRecord(ListVotingRecordRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.ListVotingRecord.Query);
    public override Task<CompareBallotResponse> CompareBallot(CompareBallotRequest request, ServerCallContext context) =>
        queries.AnswerForIntervalAsync(request, context, Queries.CompareBallot.Query);
    public override Task<BacktestInferenceResponse> BacktestInference(BacktestInferenceRequest request, ServerCallContext context) =>
        queries.AnswerForIntervalAsync(request, context, Queries.BacktestInference.Query);
    public override Task<RankElectorsResponse> RankElectors(RankElectorsRequest request, ServerCallContext context) =>
        queries.AnswerForIntervalAsync(request, context, Queries.RankElectors.Query);

    public override Task<RegisterSourceResponse> RegisterSource(RegisterSourceRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterSourceResponse>(request, context);
    public override Task<CorrectSourceResponse> CorrectSource(CorrectSourceRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectSourceResponse>(request, context);
    public override Task<RegisterStateResponse> RegisterState(RegisterStateRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterStateResponse>(request, context);
    public override Task<CorrectStateResponse> CorrectState(CorrectStateRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectStateResponse>(request, context);
    public override Task<RegisterOrganizationResponse> RegisterOrganization(
        RegisterOrganizationRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterOrganizationResponse>(request, context);
    public override Task<CorrectOrganizationResponse> CorrectOrganization(CorrectOrganizationRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectOrganizationResponse>(request, context);
    public override Task<RecordMembershipResponse> RecordMembership(RecordMembershipRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordMembershipResponse>(request, context);
    public override Task<EndMembershipResponse> EndMembership(EndMembershipRequest request, ServerCallContext context) =>
        requests.WriteAsync<EndMembershipResponse>(request, context);
    public override Task<CorrectMembershipResponse> CorrectMembership(CorrectMembershipRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectMembershipResponse>(request, context);
    public override Task<RegisterRecognitionResponse> RegisterRecognition(RegisterRecognitionRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterRecognitionResponse>(request, context);
    public override Task<RecordActResponse> RecordAct(RecordActRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordActResponse>(request, context);
    public override Task<RetractActResponse> RetractAct(RetractActRequest request, ServerCallContext context) =>
        requests.WriteAsync<RetractActResponse>(request, context);
    public override Task<CorrectActResponse> CorrectAct(CorrectActRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectActResponse>(request, context);
    public override Task<CorrectRecognitionResponse> CorrectRecognition(CorrectRecognitionRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectRecognitionResponse>(request, context);
    public override Task<DraftQuestionResponse> DraftQuestion(DraftQuestionRequest request, ServerCallContext context) =>
        requests.WriteAsync<DraftQuestionResponse>(request, context);
    public override Task<OpenQuestionResponse> OpenQuestion(OpenQuestionRequest request, ServerCallContext context) =>
        requests.WriteAsync<OpenQuestionResponse>(request, context);
    public override Task<DecideQuestionResponse> DecideQuestion(DecideQuestionRequest request, ServerCallContext context) =>
        requests.WriteAsync<DecideQuestionResponse>(request, context);
    public override Task<CorrectQuestionResponse> CorrectQuestion(CorrectQuestionRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectQuestionResponse>(request, context);
    public override Task<RecordPositionResponse> RecordPosition(RecordPositionRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordPositionResponse>(request, context);
    public override Task<RegisterBallotResponse> RegisterBallot(RegisterBallotRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterBallotResponse>(request, context);
    public override Task<CorrectBallotResponse> CorrectBallot(CorrectBallotRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectBallotResponse>(request, context);
    public override Task<DefineCountingRuleResponse> DefineCountingRule(DefineCountingRuleRequest request, ServerCallContext context) =>
        requests.WriteAsync<DefineCountingRuleResponse>(request, context);
    public override Task<CorrectCountingRuleResponse> CorrectCountingRule(CorrectCountingRuleRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectCountingRuleResponse>(request, context);
    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext context) =>
        requests.BatchWriteAsync<BatchWriteResponse>(request, context);
}
