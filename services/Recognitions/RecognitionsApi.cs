using Grpc.Core;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Store;
using KosovoNato.Recognitions.Acts;
using KosovoNato.Recognitions.Counting;
using KosovoNato.Recognitions.Memberships;
using KosovoNato.Recognitions.Questions;
using KosovoNato.Recognitions.Registers;

namespace KosovoNato.Recognitions;

/// <summary>The service as its callers see it; one line each, the work is elsewhere.</summary>
sealed class RecognitionsApi(Reader reader, Lister lister, Differ differ, Calculator calculator, Writer writer, Watcher watcher, Schema schema, TimeProvider clock)
    : RecognitionService.RecognitionServiceBase
{
    DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public override Task<GetStateResponse> GetState(GetStateRequest request, ServerCallContext call) => reader.GetAsync<State, GetStateRequest, GetStateResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListStatesResponse> ListStates(ListStatesRequest request, ServerCallContext call) => lister.ListAsync<ListStatesRequest, ListStatesResponse>(request, call, RecognitionsReads.Select<State>(request, reader, schema, violations => RegisterQueries.Filter(request.Filter, violations)));

    public override Task<GetOrganizationResponse> GetOrganization(GetOrganizationRequest request, ServerCallContext call) => reader.GetAsync<Organization, GetOrganizationRequest, GetOrganizationResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListOrganizationsResponse> ListOrganizations(ListOrganizationsRequest request, ServerCallContext call) => lister.ListAsync<ListOrganizationsRequest, ListOrganizationsResponse>(request, call, RecognitionsReads.Select<Organization>(request, reader, schema, violations => RegisterQueries.Filter(request.Filter, violations)));

    public override Task<GetMembershipResponse> GetMembership(GetMembershipRequest request, ServerCallContext call) => reader.GetAsync<Membership, GetMembershipRequest, GetMembershipResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListMembershipsResponse> ListMemberships(ListMembershipsRequest request, ServerCallContext call) => lister.ListAsync<ListMembershipsRequest, ListMembershipsResponse>(request, call, MembershipQueries.Of(request, reader, schema, Today));

    public override Task<GetRecognitionResponse> GetRecognition(GetRecognitionRequest request, ServerCallContext call) => reader.GetAsync<Recognition, GetRecognitionRequest, GetRecognitionResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListRecognitionsResponse> ListRecognitions(ListRecognitionsRequest request, ServerCallContext call) => lister.ListAsync<ListRecognitionsRequest, ListRecognitionsResponse>(request, call, RecognitionsReads.Select<Recognition>(request, reader, schema, violations => RecognitionQueries.Filter(request.Filter, violations)));

    public override Task<GetQuestionResponse> GetQuestion(GetQuestionRequest request, ServerCallContext call) => reader.GetAsync<Question, GetQuestionRequest, GetQuestionResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListQuestionsResponse> ListQuestions(ListQuestionsRequest request, ServerCallContext call) => lister.ListAsync<ListQuestionsRequest, ListQuestionsResponse>(request, call, RecognitionsReads.Select<Question>(request, reader, schema, violations => QuestionQueries.Filter(request.Filter, violations)));

    public override Task<GetPositionResponse> GetPosition(GetPositionRequest request, ServerCallContext call) => reader.GetAsync<Position, GetPositionRequest, GetPositionResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext call) => lister.ListAsync<ListPositionsRequest, ListPositionsResponse>(request, call, QuestionQueries.Of(request, reader, schema, Today));

    public override Task<GetCountingRuleResponse> GetCountingRule(GetCountingRuleRequest request, ServerCallContext call) => reader.GetAsync<CountingRule, GetCountingRuleRequest, GetCountingRuleResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListCountingRulesResponse> ListCountingRules(ListCountingRulesRequest request, ServerCallContext call) => lister.ListAsync<ListCountingRulesRequest, ListCountingRulesResponse>(request, call, RecognitionsReads.Select<CountingRule>(request, reader, schema, violations => CountingRuleQueries.Filter(request.Filter, violations)));

    public override Task<GetSourceResponse> GetSource(GetSourceRequest request, ServerCallContext call) => reader.GetAsync<Source, GetSourceRequest, GetSourceResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext call) => lister.ListAsync<ListSourcesRequest, ListSourcesResponse>(request, call, RecognitionsReads.Select<Source>(request, reader, schema, violations => RegisterQueries.Filter(request.Filter, violations)));

    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext call) => reader.BatchGetAsync<BatchGetRequest, BatchGetResponse>(request, [.. request.Names.Select(Names.Canonical)], call);

    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext call) => RecognitionsReads.ListRevisionsAsync(reader, request, call);

    public override Task<CountRecognitionsResponse> CountRecognitions(CountRecognitionsRequest request, ServerCallContext call) => calculator.AnswerAsync(request, call, Counting.CountRecognitions.Check, Counting.CountRecognitions.Answer);

    public override Task<AssessDecisionResponse> AssessDecision(AssessDecisionRequest request, ServerCallContext call) => calculator.AnswerAsync(request, call, Decisions.AssessDecision.Check, Decisions.AssessDecision.Answer);

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext call) => RecognitionsReads.DiffAsync(differ, request, call, clock);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext call) => watcher.WatchAsync(RecognitionsReads.Of(request, clock), stream, call);

    public override Task<RegisterSourceResponse> RegisterSource(RegisterSourceRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Registers.RegisterSource.Write, (Source written, Changes.V1.Revision revision) => new RegisterSourceResponse { Source = written, Revision = revision });

    public override Task<CorrectSourceResponse> CorrectSource(CorrectSourceRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Registers.CorrectSource.Write, (Source written, Changes.V1.Revision revision) => new CorrectSourceResponse { Source = written, Revision = revision });

    public override Task<RegisterStateResponse> RegisterState(RegisterStateRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Registers.RegisterState.Write, (State written, Changes.V1.Revision revision) => new RegisterStateResponse { State = written, Revision = revision });

    public override Task<CorrectStateResponse> CorrectState(CorrectStateRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Registers.CorrectState.Write, (State written, Changes.V1.Revision revision) => new CorrectStateResponse { State = written, Revision = revision });

    public override Task<RegisterOrganizationResponse> RegisterOrganization(RegisterOrganizationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Registers.RegisterOrganization.Write, (Organization written, Changes.V1.Revision revision) => new RegisterOrganizationResponse { Organization = written, Revision = revision });

    public override Task<CorrectOrganizationResponse> CorrectOrganization(CorrectOrganizationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Registers.CorrectOrganization.Write, (Organization written, Changes.V1.Revision revision) => new CorrectOrganizationResponse { Organization = written, Revision = revision });

    public override Task<RecordMembershipResponse> RecordMembership(RecordMembershipRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Memberships.RecordMembership.Write, (Membership written, Changes.V1.Revision revision) => new RecordMembershipResponse { Membership = written, Revision = revision });

    public override Task<EndMembershipResponse> EndMembership(EndMembershipRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Memberships.EndMembership.Write, (Membership written, Changes.V1.Revision revision) => new EndMembershipResponse { Membership = written, Revision = revision });

    public override Task<CorrectMembershipResponse> CorrectMembership(CorrectMembershipRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Memberships.CorrectMembership.Write, (Membership written, Changes.V1.Revision revision) => new CorrectMembershipResponse { Membership = written, Revision = revision });

    public override Task<RegisterRecognitionResponse> RegisterRecognition(RegisterRecognitionRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Acts.RegisterRecognition.Write, (Recognition written, Changes.V1.Revision revision) => new RegisterRecognitionResponse { Recognition = written, Revision = revision });

    public override Task<RecordActResponse> RecordAct(RecordActRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Acts.RecordAct.Write, (Recognition written, Changes.V1.Revision revision) => new RecordActResponse { Recognition = written, Revision = revision });

    public override Task<RetractActResponse> RetractAct(RetractActRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Acts.RetractAct.Write, (Recognition written, Changes.V1.Revision revision) => new RetractActResponse { Recognition = written, Revision = revision });

    public override Task<CorrectActResponse> CorrectAct(CorrectActRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Acts.CorrectAct.Write, (Recognition written, Changes.V1.Revision revision) => new CorrectActResponse { Recognition = written, Revision = revision });

    public override Task<CorrectRecognitionResponse> CorrectRecognition(CorrectRecognitionRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Acts.CorrectRecognition.Write, (Recognition written, Changes.V1.Revision revision) => new CorrectRecognitionResponse { Recognition = written, Revision = revision });

    public override Task<DraftQuestionResponse> DraftQuestion(DraftQuestionRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Questions.DraftQuestion.Write, (Question written, Changes.V1.Revision revision) => new DraftQuestionResponse { Question = written, Revision = revision });

    public override Task<OpenQuestionResponse> OpenQuestion(OpenQuestionRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Questions.OpenQuestion.Write, (Question written, Changes.V1.Revision revision) => new OpenQuestionResponse { Question = written, Revision = revision });

    public override Task<DecideQuestionResponse> DecideQuestion(DecideQuestionRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Questions.DecideQuestion.Write, (Question written, Changes.V1.Revision revision) => new DecideQuestionResponse { Question = written, Revision = revision });

    public override Task<CorrectQuestionResponse> CorrectQuestion(CorrectQuestionRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Questions.CorrectQuestion.Write, (Question written, Changes.V1.Revision revision) => new CorrectQuestionResponse { Question = written, Revision = revision });

    public override Task<RecordPositionResponse> RecordPosition(RecordPositionRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Questions.RecordPosition.Write, (Position written, Changes.V1.Revision revision) => new RecordPositionResponse { Position = written, Revision = revision });

    public override Task<DefineCountingRuleResponse> DefineCountingRule(DefineCountingRuleRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Counting.DefineCountingRule.Write, (CountingRule written, Changes.V1.Revision revision) => new DefineCountingRuleResponse { CountingRule = written, Revision = revision });

    public override Task<CorrectCountingRuleResponse> CorrectCountingRule(CorrectCountingRuleRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Counting.CorrectCountingRule.Write, (CountingRule written, Changes.V1.Revision revision) => new CorrectCountingRuleResponse { CountingRule = written, Revision = revision });

    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext call) => writer.BatchAsync(request, call, Recognitions.BatchWrite.StepsOf(request), Recognitions.BatchWrite.Answer);
}
