using Grpc.Core;
using KosovoNato.Recognitions.Acts;
using KosovoNato.Recognitions.CountingRules;
using KosovoNato.Recognitions.Memberships;
using KosovoNato.Recognitions.Queries;
using KosovoNato.Recognitions.Questions;
using KosovoNato.Recognitions.ReferenceData;
using KosovoNato.Serving.Watch;
using KosovoNato.Storage;

namespace KosovoNato.Recognitions;

/// <summary>The service as its callers see it; one line each, the work is elsewhere.</summary>
sealed class RecognitionsApi(ReadHandler reader, ListHandler lister, DiffHandler differ, QueryHandler calculator, WriteHandler writer, WatchHandler watcher, Schema schema, TimeProvider timeProvider)
    : RecognitionService.RecognitionServiceBase
{
    DateOnly Today => DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime);

    public override Task<GetStateResponse> GetState(GetStateRequest request, ServerCallContext context) => reader.GetAsync<State, GetStateRequest, GetStateResponse>(request, RecognitionNames.Canonical(request.Name), context);

    public override Task<ListStatesResponse> ListStates(ListStatesRequest request, ServerCallContext context) => lister.ListAsync<ListStatesRequest, ListStatesResponse>(request, context, RecognitionsRequestMapping.Select<State>(request, reader, schema, violations => ReferenceDataFilters.Filter(request.Filter, violations)));

    public override Task<GetOrganizationResponse> GetOrganization(GetOrganizationRequest request, ServerCallContext context) => reader.GetAsync<Organization, GetOrganizationRequest, GetOrganizationResponse>(request, RecognitionNames.Canonical(request.Name), context);

    public override Task<ListOrganizationsResponse> ListOrganizations(ListOrganizationsRequest request, ServerCallContext context) => lister.ListAsync<ListOrganizationsRequest, ListOrganizationsResponse>(request, context, RecognitionsRequestMapping.Select<Organization>(request, reader, schema, violations => ReferenceDataFilters.Filter(request.Filter, violations)));

    public override Task<GetMembershipResponse> GetMembership(GetMembershipRequest request, ServerCallContext context) => reader.GetAsync<Membership, GetMembershipRequest, GetMembershipResponse>(request, RecognitionNames.Canonical(request.Name), context);

    public override Task<ListMembershipsResponse> ListMemberships(ListMembershipsRequest request, ServerCallContext context) => lister.ListAsync<ListMembershipsRequest, ListMembershipsResponse>(request, context, MembershipFilters.Of(request, reader, schema, Today));

    public override Task<GetRecognitionResponse> GetRecognition(GetRecognitionRequest request, ServerCallContext context) => reader.GetAsync<Recognition, GetRecognitionRequest, GetRecognitionResponse>(request, RecognitionNames.Canonical(request.Name), context);

    public override Task<ListRecognitionsResponse> ListRecognitions(ListRecognitionsRequest request, ServerCallContext context) => lister.ListAsync<ListRecognitionsRequest, ListRecognitionsResponse>(request, context, RecognitionsRequestMapping.Select<Recognition>(request, reader, schema, violations => RecognitionFilters.Filter(request.Filter, violations)));

    public override Task<GetQuestionResponse> GetQuestion(GetQuestionRequest request, ServerCallContext context) => reader.GetAsync<Question, GetQuestionRequest, GetQuestionResponse>(request, RecognitionNames.Canonical(request.Name), context);

    public override Task<ListQuestionsResponse> ListQuestions(ListQuestionsRequest request, ServerCallContext context) => lister.ListAsync<ListQuestionsRequest, ListQuestionsResponse>(request, context, RecognitionsRequestMapping.Select<Question>(request, reader, schema, violations => QuestionFilters.Filter(request.Filter, violations)));

    public override Task<GetPositionResponse> GetPosition(GetPositionRequest request, ServerCallContext context) => reader.GetAsync<Position, GetPositionRequest, GetPositionResponse>(request, RecognitionNames.Canonical(request.Name), context);

    public override Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context) => lister.ListAsync<ListPositionsRequest, ListPositionsResponse>(request, context, QuestionFilters.Of(request, reader, schema, Today));

    public override Task<GetCountingRuleResponse> GetCountingRule(GetCountingRuleRequest request, ServerCallContext context) => reader.GetAsync<CountingRule, GetCountingRuleRequest, GetCountingRuleResponse>(request, RecognitionNames.Canonical(request.Name), context);

    public override Task<ListCountingRulesResponse> ListCountingRules(ListCountingRulesRequest request, ServerCallContext context) => lister.ListAsync<ListCountingRulesRequest, ListCountingRulesResponse>(request, context, RecognitionsRequestMapping.Select<CountingRule>(request, reader, schema, violations => CountingRuleFilters.Filter(request.Filter, violations)));

    public override Task<GetSourceResponse> GetSource(GetSourceRequest request, ServerCallContext context) => reader.GetAsync<Source, GetSourceRequest, GetSourceResponse>(request, RecognitionNames.Canonical(request.Name), context);

    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context) => lister.ListAsync<ListSourcesRequest, ListSourcesResponse>(request, context, RecognitionsRequestMapping.Select<Source>(request, reader, schema, violations => ReferenceDataFilters.Filter(request.Filter, violations)));

    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext context) => reader.BatchGetAsync<BatchGetRequest, BatchGetResponse>(request, [.. request.Names.Select(RecognitionNames.Canonical)], context);

    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) => RecognitionsRequestMapping.ListRevisionsAsync(reader, request, context);

    public override Task<CountRecognitionsResponse> CountRecognitions(CountRecognitionsRequest request, ServerCallContext context) => calculator.AnswerAsync(request, context, Queries.CountRecognitions.Check, Queries.CountRecognitions.Answer);

    public override Task<AssessDecisionResponse> AssessDecision(AssessDecisionRequest request, ServerCallContext context) => calculator.AnswerAsync(request, context, Queries.AssessDecision.Check, Queries.AssessDecision.Answer);

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => RecognitionsRequestMapping.DiffAsync(differ, request, context, timeProvider);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext context) => watcher.WatchAsync(RecognitionsRequestMapping.Of(request, timeProvider), stream, context);

    public override Task<RegisterSourceResponse> RegisterSource(RegisterSourceRequest request, ServerCallContext context) => writer.WriteAsync(request, context, ReferenceData.RegisterSource.Write, (Source written, Changes.V1.Revision revision) => new RegisterSourceResponse { Source = written, Revision = revision });

    public override Task<CorrectSourceResponse> CorrectSource(CorrectSourceRequest request, ServerCallContext context) => writer.WriteAsync(request, context, ReferenceData.CorrectSource.Write, (Source written, Changes.V1.Revision revision) => new CorrectSourceResponse { Source = written, Revision = revision });

    public override Task<RegisterStateResponse> RegisterState(RegisterStateRequest request, ServerCallContext context) => writer.WriteAsync(request, context, ReferenceData.RegisterState.Write, (State written, Changes.V1.Revision revision) => new RegisterStateResponse { State = written, Revision = revision });

    public override Task<CorrectStateResponse> CorrectState(CorrectStateRequest request, ServerCallContext context) => writer.WriteAsync(request, context, ReferenceData.CorrectState.Write, (State written, Changes.V1.Revision revision) => new CorrectStateResponse { State = written, Revision = revision });

    public override Task<RegisterOrganizationResponse> RegisterOrganization(RegisterOrganizationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, ReferenceData.RegisterOrganization.Write, (Organization written, Changes.V1.Revision revision) => new RegisterOrganizationResponse { Organization = written, Revision = revision });

    public override Task<CorrectOrganizationResponse> CorrectOrganization(CorrectOrganizationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, ReferenceData.CorrectOrganization.Write, (Organization written, Changes.V1.Revision revision) => new CorrectOrganizationResponse { Organization = written, Revision = revision });

    public override Task<RecordMembershipResponse> RecordMembership(RecordMembershipRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Memberships.RecordMembership.Write, (Membership written, Changes.V1.Revision revision) => new RecordMembershipResponse { Membership = written, Revision = revision });

    public override Task<EndMembershipResponse> EndMembership(EndMembershipRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Memberships.EndMembership.Write, (Membership written, Changes.V1.Revision revision) => new EndMembershipResponse { Membership = written, Revision = revision });

    public override Task<CorrectMembershipResponse> CorrectMembership(CorrectMembershipRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Memberships.CorrectMembership.Write, (Membership written, Changes.V1.Revision revision) => new CorrectMembershipResponse { Membership = written, Revision = revision });

    public override Task<RegisterRecognitionResponse> RegisterRecognition(RegisterRecognitionRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Acts.RegisterRecognition.Write, (Recognition written, Changes.V1.Revision revision) => new RegisterRecognitionResponse { Recognition = written, Revision = revision });

    public override Task<RecordActResponse> RecordAct(RecordActRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Acts.RecordAct.Write, (Recognition written, Changes.V1.Revision revision) => new RecordActResponse { Recognition = written, Revision = revision });

    public override Task<RetractActResponse> RetractAct(RetractActRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Acts.RetractAct.Write, (Recognition written, Changes.V1.Revision revision) => new RetractActResponse { Recognition = written, Revision = revision });

    public override Task<CorrectActResponse> CorrectAct(CorrectActRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Acts.CorrectAct.Write, (Recognition written, Changes.V1.Revision revision) => new CorrectActResponse { Recognition = written, Revision = revision });

    public override Task<CorrectRecognitionResponse> CorrectRecognition(CorrectRecognitionRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Acts.CorrectRecognition.Write, (Recognition written, Changes.V1.Revision revision) => new CorrectRecognitionResponse { Recognition = written, Revision = revision });

    public override Task<DraftQuestionResponse> DraftQuestion(DraftQuestionRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Questions.DraftQuestion.Write, (Question written, Changes.V1.Revision revision) => new DraftQuestionResponse { Question = written, Revision = revision });

    public override Task<OpenQuestionResponse> OpenQuestion(OpenQuestionRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Questions.OpenQuestion.Write, (Question written, Changes.V1.Revision revision) => new OpenQuestionResponse { Question = written, Revision = revision });

    public override Task<DecideQuestionResponse> DecideQuestion(DecideQuestionRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Questions.DecideQuestion.Write, (Question written, Changes.V1.Revision revision) => new DecideQuestionResponse { Question = written, Revision = revision });

    public override Task<CorrectQuestionResponse> CorrectQuestion(CorrectQuestionRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Questions.CorrectQuestion.Write, (Question written, Changes.V1.Revision revision) => new CorrectQuestionResponse { Question = written, Revision = revision });

    public override Task<RecordPositionResponse> RecordPosition(RecordPositionRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Questions.RecordPosition.Write, (Position written, Changes.V1.Revision revision) => new RecordPositionResponse { Position = written, Revision = revision });

    public override Task<DefineCountingRuleResponse> DefineCountingRule(DefineCountingRuleRequest request, ServerCallContext context) => writer.WriteAsync(request, context, CountingRules.DefineCountingRule.Write, (CountingRule written, Changes.V1.Revision revision) => new DefineCountingRuleResponse { CountingRule = written, Revision = revision });

    public override Task<CorrectCountingRuleResponse> CorrectCountingRule(CorrectCountingRuleRequest request, ServerCallContext context) => writer.WriteAsync(request, context, CountingRules.CorrectCountingRule.Write, (CountingRule written, Changes.V1.Revision revision) => new CorrectCountingRuleResponse { CountingRule = written, Revision = revision });

    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext context) => writer.BatchAsync(request, context, Recognitions.BatchWrite.StepsOf(request), Recognitions.BatchWrite.Answer);
}
