using Grpc.Core;
using KosovoNato.Milestones.Queries;
using KosovoNato.Serving.Requests;

namespace KosovoNato.Milestones;

/// <summary>The gRPC API of the service. Each method is one line that delegates.</summary>
sealed class MilestonesApi(ResourceRequests requests, QueryHandler<MilestoneScenario> queries)
    : MilestoneService.MilestoneServiceBase
{
    public override Task<GetTrackResponse> GetTrack(GetTrackRequest request, ServerCallContext context) =>
        requests.GetAsync<GetTrackResponse>(request, context);
    public override Task<ListTracksResponse> ListTracks(ListTracksRequest request, ServerCallContext context) =>
        requests.ListAsync<ListTracksResponse>(request, context);
    public override Task<GetMilestoneResponse> GetMilestone(GetMilestoneRequest request, ServerCallContext context) =>
        requests.GetAsync<GetMilestoneResponse>(request, context);
    public override Task<ListMilestonesResponse> ListMilestones(ListMilestonesRequest request, ServerCallContext context) =>
        requests.ListAsync<ListMilestonesResponse>(request, context);
    public override Task<GetIndicatorResponse> GetIndicator(GetIndicatorRequest request, ServerCallContext context) =>
        requests.GetAsync<GetIndicatorResponse>(request, context);
    public override Task<ListIndicatorsResponse> ListIndicators(ListIndicatorsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListIndicatorsResponse>(request, context);
    public override Task<GetPrecedentResponse> GetPrecedent(GetPrecedentRequest request, ServerCallContext context) =>
        requests.GetAsync<GetPrecedentResponse>(request, context);
    public override Task<ListPrecedentsResponse> ListPrecedents(ListPrecedentsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListPrecedentsResponse>(request, context);
    public override Task<GetCentreResponse> GetCentre(GetCentreRequest request, ServerCallContext context) =>
        requests.GetAsync<GetCentreResponse>(request, context);
    public override Task<ListCentresResponse> ListCentres(ListCentresRequest request, ServerCallContext context) =>
        requests.ListAsync<ListCentresResponse>(request, context);
    public override Task<GetAgreementResponse> GetAgreement(GetAgreementRequest request, ServerCallContext context) =>
        requests.GetAsync<GetAgreementResponse>(request, context);
    public override Task<ListAgreementsResponse> ListAgreements(ListAgreementsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListAgreementsResponse>(request, context);
    public override Task<GetPartnershipResponse> GetPartnership(GetPartnershipRequest request, ServerCallContext context) =>
        requests.GetAsync<GetPartnershipResponse>(request, context);
    public override Task<ListPartnershipsResponse> ListPartnerships(ListPartnershipsRequest request, ServerCallContext context) =>
        requests.ListAsync<ListPartnershipsResponse>(request, context);
    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext context) =>
        requests.BatchGetAsync<BatchGetResponse>(request, context);
    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) =>
        requests.ListRevisionsAsync<ListRevisionsResponse>(request, context);
    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        requests.DiffAsync<DiffResponse>(request, context);
    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext context) =>
        requests.WatchAsync(request, stream, context);

    public override Task<GetReadinessResponse> GetReadiness(GetReadinessRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.GetReadiness.Query);
    public override Task<ListReadyMilestonesResponse> ListReadyMilestones(ListReadyMilestonesRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.ListReadyMilestones.Query);
    public override Task<GetCriticalPathResponse> GetCriticalPath(GetCriticalPathRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.GetCriticalPath.Query);
    public override Task<AssessUnlocksResponse> AssessUnlocks(AssessUnlocksRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.AssessUnlocks.Query);
    public override Task<BenchmarkPrecedentsResponse> BenchmarkPrecedents(BenchmarkPrecedentsRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.BenchmarkPrecedents.Query);
    public override Task<MatchCentresResponse> MatchCentres(MatchCentresRequest request, ServerCallContext context) =>
        queries.AnswerAsync(request, context, Queries.MatchCentres.Query);

    public override Task<RegisterTrackResponse> RegisterTrack(RegisterTrackRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterTrackResponse>(request, context);
    public override Task<CorrectTrackResponse> CorrectTrack(CorrectTrackRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectTrackResponse>(request, context);
    public override Task<ProposeMilestoneResponse> ProposeMilestone(ProposeMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<ProposeMilestoneResponse>(request, context);
    public override Task<PlanMilestoneResponse> PlanMilestone(PlanMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<PlanMilestoneResponse>(request, context);
    public override Task<StartMilestoneResponse> StartMilestone(StartMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<StartMilestoneResponse>(request, context);
    public override Task<AchieveMilestoneResponse> AchieveMilestone(AchieveMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<AchieveMilestoneResponse>(request, context);
    public override Task<MissMilestoneResponse> MissMilestone(MissMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<MissMilestoneResponse>(request, context);
    public override Task<AbandonMilestoneResponse> AbandonMilestone(AbandonMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<AbandonMilestoneResponse>(request, context);
    public override Task<RegressMilestoneResponse> RegressMilestone(RegressMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegressMilestoneResponse>(request, context);
    public override Task<RetractTransitionResponse> RetractTransition(RetractTransitionRequest request, ServerCallContext context) =>
        requests.WriteAsync<RetractTransitionResponse>(request, context);
    public override Task<RetargetMilestoneResponse> RetargetMilestone(RetargetMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<RetargetMilestoneResponse>(request, context);
    public override Task<AddDependencyResponse> AddDependency(AddDependencyRequest request, ServerCallContext context) =>
        requests.WriteAsync<AddDependencyResponse>(request, context);
    public override Task<RemoveDependencyResponse> RemoveDependency(RemoveDependencyRequest request, ServerCallContext context) =>
        requests.WriteAsync<RemoveDependencyResponse>(request, context);
    public override Task<OpenBlockerResponse> OpenBlocker(OpenBlockerRequest request, ServerCallContext context) =>
        requests.WriteAsync<OpenBlockerResponse>(request, context);
    public override Task<ResolveBlockerResponse> ResolveBlocker(ResolveBlockerRequest request, ServerCallContext context) =>
        requests.WriteAsync<ResolveBlockerResponse>(request, context);
    public override Task<CorrectMilestoneResponse> CorrectMilestone(CorrectMilestoneRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectMilestoneResponse>(request, context);
    public override Task<RegisterIndicatorResponse> RegisterIndicator(RegisterIndicatorRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterIndicatorResponse>(request, context);
    public override Task<CorrectIndicatorResponse> CorrectIndicator(CorrectIndicatorRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectIndicatorResponse>(request, context);
    public override Task<RecordObservationResponse> RecordObservation(RecordObservationRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordObservationResponse>(request, context);
    public override Task<CorrectObservationResponse> CorrectObservation(CorrectObservationRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectObservationResponse>(request, context);
    public override Task<RegisterPrecedentResponse> RegisterPrecedent(RegisterPrecedentRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterPrecedentResponse>(request, context);
    public override Task<CorrectPrecedentResponse> CorrectPrecedent(CorrectPrecedentRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectPrecedentResponse>(request, context);
    public override Task<RecordPrecedentStepResponse> RecordPrecedentStep(RecordPrecedentStepRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordPrecedentStepResponse>(request, context);
    public override Task<RecordRatificationResponse> RecordRatification(RecordRatificationRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordRatificationResponse>(request, context);
    public override Task<RegisterCentreResponse> RegisterCentre(RegisterCentreRequest request, ServerCallContext context) =>
        requests.WriteAsync<RegisterCentreResponse>(request, context);
    public override Task<CorrectCentreResponse> CorrectCentre(CorrectCentreRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectCentreResponse>(request, context);
    public override Task<RecordAccreditationStepResponse> RecordAccreditationStep(
        RecordAccreditationStepRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordAccreditationStepResponse>(request, context);
    public override Task<ProposeAgreementResponse> ProposeAgreement(ProposeAgreementRequest request, ServerCallContext context) =>
        requests.WriteAsync<ProposeAgreementResponse>(request, context);
    public override Task<NegotiateAgreementResponse> NegotiateAgreement(NegotiateAgreementRequest request, ServerCallContext context) =>
        requests.WriteAsync<NegotiateAgreementResponse>(request, context);
    public override Task<SignAgreementResponse> SignAgreement(SignAgreementRequest request, ServerCallContext context) =>
        requests.WriteAsync<SignAgreementResponse>(request, context);
    public override Task<BringAgreementIntoForceResponse> BringAgreementIntoForce(
        BringAgreementIntoForceRequest request, ServerCallContext context) =>
        requests.WriteAsync<BringAgreementIntoForceResponse>(request, context);
    public override Task<EndAgreementResponse> EndAgreement(EndAgreementRequest request, ServerCallContext context) =>
        requests.WriteAsync<EndAgreementResponse>(request, context);
    public override Task<CorrectAgreementResponse> CorrectAgreement(CorrectAgreementRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectAgreementResponse>(request, context);
    public override Task<ProposePartnershipResponse> ProposePartnership(ProposePartnershipRequest request, ServerCallContext context) =>
        requests.WriteAsync<ProposePartnershipResponse>(request, context);
    public override Task<ActivatePartnershipResponse> ActivatePartnership(ActivatePartnershipRequest request, ServerCallContext context) =>
        requests.WriteAsync<ActivatePartnershipResponse>(request, context);
    public override Task<SuspendPartnershipResponse> SuspendPartnership(SuspendPartnershipRequest request, ServerCallContext context) =>
        requests.WriteAsync<SuspendPartnershipResponse>(request, context);
    public override Task<EndPartnershipResponse> EndPartnership(EndPartnershipRequest request, ServerCallContext context) =>
        requests.WriteAsync<EndPartnershipResponse>(request, context);
    public override Task<RecordActivityResponse> RecordActivity(RecordActivityRequest request, ServerCallContext context) =>
        requests.WriteAsync<RecordActivityResponse>(request, context);
    public override Task<CorrectPartnershipResponse> CorrectPartnership(CorrectPartnershipRequest request, ServerCallContext context) =>
        requests.WriteAsync<CorrectPartnershipResponse>(request, context);
    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext context) =>
        requests.BatchWriteAsync<BatchWriteResponse>(request, context);
}
