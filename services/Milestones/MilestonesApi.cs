using Grpc.Core;
using KosovoNato.Milestones.Agreements;
using KosovoNato.Milestones.Centres;
using KosovoNato.Milestones.Indicators;
using KosovoNato.Milestones.Partnerships;
using KosovoNato.Milestones.Planning;
using KosovoNato.Milestones.Precedents;
using KosovoNato.Milestones.Queries;
using KosovoNato.Milestones.Tracks;
using KosovoNato.Milestones.Transitions;
using KosovoNato.Serving.Watch;
using KosovoNato.Storage;

namespace KosovoNato.Milestones;

/// <summary>The service as its callers see it; one line each, the work is elsewhere.</summary>
sealed class MilestonesApi(ReadHandler reader, ListHandler lister, DiffHandler differ, QueryHandler answerer, WriteHandler writer, WatchHandler watcher, Schema schema) : MilestoneService.MilestoneServiceBase
{
    public override Task<GetTrackResponse> GetTrack(GetTrackRequest request, ServerCallContext context) => reader.GetAsync<Track, GetTrackRequest, GetTrackResponse>(request, request.Name, context);

    public override Task<ListTracksResponse> ListTracks(ListTracksRequest request, ServerCallContext context) => lister.ListAsync<ListTracksRequest, ListTracksResponse>(request, context, MilestonesRequestMapping.Select<Track>(schema, violations => TrackFilters.Filter(request.Filter, violations)));

    public override Task<GetMilestoneResponse> GetMilestone(GetMilestoneRequest request, ServerCallContext context) => reader.GetAsync<Milestone, GetMilestoneRequest, GetMilestoneResponse>(request, request.Name, context);

    public override Task<ListMilestonesResponse> ListMilestones(ListMilestonesRequest request, ServerCallContext context) => lister.ListAsync<ListMilestonesRequest, ListMilestonesResponse>(request, context, MilestonesRequestMapping.Select<Milestone>(schema, violations => MilestoneFilters.Filter(request.Filter, violations)));

    public override Task<GetIndicatorResponse> GetIndicator(GetIndicatorRequest request, ServerCallContext context) => reader.GetAsync<Indicator, GetIndicatorRequest, GetIndicatorResponse>(request, request.Name, context);

    public override Task<ListIndicatorsResponse> ListIndicators(ListIndicatorsRequest request, ServerCallContext context) => lister.ListAsync<ListIndicatorsRequest, ListIndicatorsResponse>(request, context, MilestonesRequestMapping.Select<Indicator>(schema, violations => IndicatorFilters.Filter(request.Filter, violations)));

    public override Task<GetPrecedentResponse> GetPrecedent(GetPrecedentRequest request, ServerCallContext context) => reader.GetAsync<Precedent, GetPrecedentRequest, GetPrecedentResponse>(request, MilestoneNames.Canonical(request.Name), context);

    public override Task<ListPrecedentsResponse> ListPrecedents(ListPrecedentsRequest request, ServerCallContext context) => lister.ListAsync<ListPrecedentsRequest, ListPrecedentsResponse>(request, context, MilestonesRequestMapping.Select<Precedent>(schema, violations => PrecedentFilters.Filter(request.Filter, violations)));

    public override Task<GetCentreResponse> GetCentre(GetCentreRequest request, ServerCallContext context) => reader.GetAsync<Centre, GetCentreRequest, GetCentreResponse>(request, request.Name, context);

    public override Task<ListCentresResponse> ListCentres(ListCentresRequest request, ServerCallContext context) => lister.ListAsync<ListCentresRequest, ListCentresResponse>(request, context, MilestonesRequestMapping.Select<Centre>(schema, violations => CentreFilters.Filter(request.Filter, violations)));

    public override Task<GetAgreementResponse> GetAgreement(GetAgreementRequest request, ServerCallContext context) => reader.GetAsync<Agreement, GetAgreementRequest, GetAgreementResponse>(request, request.Name, context);

    public override Task<ListAgreementsResponse> ListAgreements(ListAgreementsRequest request, ServerCallContext context) => lister.ListAsync<ListAgreementsRequest, ListAgreementsResponse>(request, context, MilestonesRequestMapping.Select<Agreement>(schema, violations => AgreementFilters.Filter(request.Filter, violations)));

    public override Task<GetPartnershipResponse> GetPartnership(GetPartnershipRequest request, ServerCallContext context) => reader.GetAsync<Partnership, GetPartnershipRequest, GetPartnershipResponse>(request, MilestoneNames.Canonical(request.Name), context);

    public override Task<ListPartnershipsResponse> ListPartnerships(ListPartnershipsRequest request, ServerCallContext context) => lister.ListAsync<ListPartnershipsRequest, ListPartnershipsResponse>(request, context, MilestonesRequestMapping.Select<Partnership>(schema, violations => PartnershipFilters.Filter(request.Filter, violations)));

    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext context) => reader.BatchGetAsync<BatchGetRequest, BatchGetResponse>(request, [.. request.Names.Select(MilestoneNames.Canonical)], context);

    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext context) => MilestonesRequestMapping.ListRevisionsAsync(reader, request, context);

    public override Task<GetReadinessResponse> GetReadiness(GetReadinessRequest request, ServerCallContext context) => answerer.AnswerAsync(request, context, Queries.GetReadiness.Question);

    public override Task<ListReadyResponse> ListReady(ListReadyRequest request, ServerCallContext context) => answerer.AnswerAsync(request, context, Queries.ListReadyMilestones.Question);

    public override Task<GetCriticalPathResponse> GetCriticalPath(GetCriticalPathRequest request, ServerCallContext context) => answerer.AnswerAsync(request, context, Queries.GetCriticalPath.Question);

    public override Task<AssessUnlocksResponse> AssessUnlocks(AssessUnlocksRequest request, ServerCallContext context) => answerer.AnswerAsync(request, context, Queries.AssessUnlocks.Question);

    public override Task<BenchmarkPrecedentsResponse> BenchmarkPrecedents(BenchmarkPrecedentsRequest request, ServerCallContext context) => answerer.AnswerAsync(request, context, Queries.BenchmarkPrecedents.Question);

    public override Task<MatchCentresResponse> MatchCentres(MatchCentresRequest request, ServerCallContext context) => answerer.AnswerAsync(request, context, Queries.MatchCentres.Question);

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) => MilestonesRequestMapping.DiffAsync(differ, request, context);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext context) => watcher.WatchAsync(MilestonesRequestMapping.Of(request), stream, context);

    public override Task<RegisterTrackResponse> RegisterTrack(RegisterTrackRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Tracks.RegisterTrack.Write, (Track written, Changes.V1.Revision revision) => new RegisterTrackResponse { Track = written, Revision = revision });

    public override Task<CorrectTrackResponse> CorrectTrack(CorrectTrackRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Tracks.CorrectTrack.Write, (Track written, Changes.V1.Revision revision) => new CorrectTrackResponse { Track = written, Revision = revision });

    public override Task<ProposeMilestoneResponse> ProposeMilestone(ProposeMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Planning.ProposeMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new ProposeMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<PlanMilestoneResponse> PlanMilestone(PlanMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.PlanMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new PlanMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<StartMilestoneResponse> StartMilestone(StartMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.StartMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new StartMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<AchieveMilestoneResponse> AchieveMilestone(AchieveMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.AchieveMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new AchieveMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<MissMilestoneResponse> MissMilestone(MissMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.MissMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new MissMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<AbandonMilestoneResponse> AbandonMilestone(AbandonMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.AbandonMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new AbandonMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<RegressMilestoneResponse> RegressMilestone(RegressMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.RegressMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new RegressMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<RetractMoveResponse> RetractMove(RetractMoveRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Transitions.RetractTransition.Write, (Milestone written, Changes.V1.Revision revision) => new RetractMoveResponse { Milestone = written, Revision = revision });

    public override Task<RetargetMilestoneResponse> RetargetMilestone(RetargetMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Planning.RetargetMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new RetargetMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<AddDependencyResponse> AddDependency(AddDependencyRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Dependencies.AddDependency.Write, (Milestone written, Changes.V1.Revision revision) => new AddDependencyResponse { Milestone = written, Revision = revision });

    public override Task<RemoveDependencyResponse> RemoveDependency(RemoveDependencyRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Dependencies.RemoveDependency.Write, (Milestone written, Changes.V1.Revision revision) => new RemoveDependencyResponse { Milestone = written, Revision = revision });

    public override Task<OpenBlockerResponse> OpenBlocker(OpenBlockerRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Blockers.OpenBlocker.Write, (Milestone written, Changes.V1.Revision revision) => new OpenBlockerResponse { Milestone = written, Revision = revision });

    public override Task<ResolveBlockerResponse> ResolveBlocker(ResolveBlockerRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Blockers.ResolveBlocker.Write, (Milestone written, Changes.V1.Revision revision) => new ResolveBlockerResponse { Milestone = written, Revision = revision });

    public override Task<CorrectMilestoneResponse> CorrectMilestone(CorrectMilestoneRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Planning.CorrectMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new CorrectMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<RegisterIndicatorResponse> RegisterIndicator(RegisterIndicatorRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Indicators.RegisterIndicator.Write, (Indicator written, Changes.V1.Revision revision) => new RegisterIndicatorResponse { Indicator = written, Revision = revision });

    public override Task<CorrectIndicatorResponse> CorrectIndicator(CorrectIndicatorRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Indicators.CorrectIndicator.Write, (Indicator written, Changes.V1.Revision revision) => new CorrectIndicatorResponse { Indicator = written, Revision = revision });

    public override Task<RecordObservationResponse> RecordObservation(RecordObservationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Indicators.RecordObservation.Write, (Indicator written, Changes.V1.Revision revision) => new RecordObservationResponse { Indicator = written, Revision = revision });

    public override Task<CorrectObservationResponse> CorrectObservation(CorrectObservationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Indicators.CorrectObservation.Write, (Indicator written, Changes.V1.Revision revision) => new CorrectObservationResponse { Indicator = written, Revision = revision });

    public override Task<RegisterPrecedentResponse> RegisterPrecedent(RegisterPrecedentRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Precedents.RegisterPrecedent.Write, (Precedent written, Changes.V1.Revision revision) => new RegisterPrecedentResponse { Precedent = written, Revision = revision });

    public override Task<CorrectPrecedentResponse> CorrectPrecedent(CorrectPrecedentRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Precedents.CorrectPrecedent.Write, (Precedent written, Changes.V1.Revision revision) => new CorrectPrecedentResponse { Precedent = written, Revision = revision });

    public override Task<RecordStepResponse> RecordStep(RecordStepRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Precedents.RecordPrecedentStep.Write, (Precedent written, Changes.V1.Revision revision) => new RecordStepResponse { Precedent = written, Revision = revision });

    public override Task<RecordRatificationResponse> RecordRatification(RecordRatificationRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Precedents.RecordRatification.Write, (Precedent written, Changes.V1.Revision revision) => new RecordRatificationResponse { Precedent = written, Revision = revision });

    public override Task<RegisterCentreResponse> RegisterCentre(RegisterCentreRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Centres.RegisterCentre.Write, (Centre written, Changes.V1.Revision revision) => new RegisterCentreResponse { Centre = written, Revision = revision });

    public override Task<CorrectCentreResponse> CorrectCentre(CorrectCentreRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Centres.CorrectCentre.Write, (Centre written, Changes.V1.Revision revision) => new CorrectCentreResponse { Centre = written, Revision = revision });

    public override Task<RecordAccreditationStepResponse> RecordAccreditationStep(RecordAccreditationStepRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Centres.RecordAccreditationStep.Write, (Centre written, Changes.V1.Revision revision) => new RecordAccreditationStepResponse { Centre = written, Revision = revision });

    public override Task<ProposeAgreementResponse> ProposeAgreement(ProposeAgreementRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Agreements.ProposeAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new ProposeAgreementResponse { Agreement = written, Revision = revision });

    public override Task<NegotiateAgreementResponse> NegotiateAgreement(NegotiateAgreementRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Agreements.NegotiateAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new NegotiateAgreementResponse { Agreement = written, Revision = revision });

    public override Task<SignAgreementResponse> SignAgreement(SignAgreementRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Agreements.SignAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new SignAgreementResponse { Agreement = written, Revision = revision });

    public override Task<EnactAgreementResponse> EnactAgreement(EnactAgreementRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Agreements.BringAgreementIntoForce.Write, (Agreement written, Changes.V1.Revision revision) => new EnactAgreementResponse { Agreement = written, Revision = revision });

    public override Task<EndAgreementResponse> EndAgreement(EndAgreementRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Agreements.EndAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new EndAgreementResponse { Agreement = written, Revision = revision });

    public override Task<CorrectAgreementResponse> CorrectAgreement(CorrectAgreementRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Agreements.CorrectAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new CorrectAgreementResponse { Agreement = written, Revision = revision });

    public override Task<ProposePartnershipResponse> ProposePartnership(ProposePartnershipRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Partnerships.ProposePartnership.Write, (Partnership written, Changes.V1.Revision revision) => new ProposePartnershipResponse { Partnership = written, Revision = revision });

    public override Task<ActivatePartnershipResponse> ActivatePartnership(ActivatePartnershipRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Partnerships.ActivatePartnership.Write, (Partnership written, Changes.V1.Revision revision) => new ActivatePartnershipResponse { Partnership = written, Revision = revision });

    public override Task<SuspendPartnershipResponse> SuspendPartnership(SuspendPartnershipRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Partnerships.SuspendPartnership.Write, (Partnership written, Changes.V1.Revision revision) => new SuspendPartnershipResponse { Partnership = written, Revision = revision });

    public override Task<EndPartnershipResponse> EndPartnership(EndPartnershipRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Partnerships.EndPartnership.Write, (Partnership written, Changes.V1.Revision revision) => new EndPartnershipResponse { Partnership = written, Revision = revision });

    public override Task<RecordActivityResponse> RecordActivity(RecordActivityRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Partnerships.RecordActivity.Write, (Partnership written, Changes.V1.Revision revision) => new RecordActivityResponse { Partnership = written, Revision = revision });

    public override Task<CorrectPartnershipResponse> CorrectPartnership(CorrectPartnershipRequest request, ServerCallContext context) => writer.WriteAsync(request, context, Partnerships.CorrectPartnership.Write, (Partnership written, Changes.V1.Revision revision) => new CorrectPartnershipResponse { Partnership = written, Revision = revision });

    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext context) => writer.BatchAsync(request, context, Milestones.BatchWrite.StepsOf(request), Milestones.BatchWrite.Answer);
}
