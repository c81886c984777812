using Grpc.Core;
using KosovoNato.Milestones.Agreements;
using KosovoNato.Milestones.Centres;
using KosovoNato.Milestones.Indicators;
using KosovoNato.Milestones.Partnerships;
using KosovoNato.Milestones.Planning;
using KosovoNato.Milestones.Precedents;
using KosovoNato.Milestones.Questions;
using KosovoNato.Milestones.Tracks;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Store;

namespace KosovoNato.Milestones;

/// <summary>The service as its callers see it; one line each, the work is elsewhere.</summary>
sealed class MilestonesApi(Reader reader, Lister lister, Differ differ, Answerer answerer, Writer writer, Watcher watcher, Schema schema) : MilestoneService.MilestoneServiceBase
{
    public override Task<GetTrackResponse> GetTrack(GetTrackRequest request, ServerCallContext call) => reader.GetAsync<Track, GetTrackRequest, GetTrackResponse>(request, request.Name, call);

    public override Task<ListTracksResponse> ListTracks(ListTracksRequest request, ServerCallContext call) => lister.ListAsync<ListTracksRequest, ListTracksResponse>(request, call, MilestonesReads.Select<Track>(schema, violations => TrackQueries.Filter(request.Filter, violations)));

    public override Task<GetMilestoneResponse> GetMilestone(GetMilestoneRequest request, ServerCallContext call) => reader.GetAsync<Milestone, GetMilestoneRequest, GetMilestoneResponse>(request, request.Name, call);

    public override Task<ListMilestonesResponse> ListMilestones(ListMilestonesRequest request, ServerCallContext call) => lister.ListAsync<ListMilestonesRequest, ListMilestonesResponse>(request, call, MilestonesReads.Select<Milestone>(schema, violations => MilestoneQueries.Filter(request.Filter, violations)));

    public override Task<GetIndicatorResponse> GetIndicator(GetIndicatorRequest request, ServerCallContext call) => reader.GetAsync<Indicator, GetIndicatorRequest, GetIndicatorResponse>(request, request.Name, call);

    public override Task<ListIndicatorsResponse> ListIndicators(ListIndicatorsRequest request, ServerCallContext call) => lister.ListAsync<ListIndicatorsRequest, ListIndicatorsResponse>(request, call, MilestonesReads.Select<Indicator>(schema, violations => IndicatorQueries.Filter(request.Filter, violations)));

    public override Task<GetPrecedentResponse> GetPrecedent(GetPrecedentRequest request, ServerCallContext call) => reader.GetAsync<Precedent, GetPrecedentRequest, GetPrecedentResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListPrecedentsResponse> ListPrecedents(ListPrecedentsRequest request, ServerCallContext call) => lister.ListAsync<ListPrecedentsRequest, ListPrecedentsResponse>(request, call, MilestonesReads.Select<Precedent>(schema, violations => PrecedentQueries.Filter(request.Filter, violations)));

    public override Task<GetCentreResponse> GetCentre(GetCentreRequest request, ServerCallContext call) => reader.GetAsync<Centre, GetCentreRequest, GetCentreResponse>(request, request.Name, call);

    public override Task<ListCentresResponse> ListCentres(ListCentresRequest request, ServerCallContext call) => lister.ListAsync<ListCentresRequest, ListCentresResponse>(request, call, MilestonesReads.Select<Centre>(schema, violations => CentreQueries.Filter(request.Filter, violations)));

    public override Task<GetAgreementResponse> GetAgreement(GetAgreementRequest request, ServerCallContext call) => reader.GetAsync<Agreement, GetAgreementRequest, GetAgreementResponse>(request, request.Name, call);

    public override Task<ListAgreementsResponse> ListAgreements(ListAgreementsRequest request, ServerCallContext call) => lister.ListAsync<ListAgreementsRequest, ListAgreementsResponse>(request, call, MilestonesReads.Select<Agreement>(schema, violations => AgreementQueries.Filter(request.Filter, violations)));

    public override Task<GetPartnershipResponse> GetPartnership(GetPartnershipRequest request, ServerCallContext call) => reader.GetAsync<Partnership, GetPartnershipRequest, GetPartnershipResponse>(request, Names.Canonical(request.Name), call);

    public override Task<ListPartnershipsResponse> ListPartnerships(ListPartnershipsRequest request, ServerCallContext call) => lister.ListAsync<ListPartnershipsRequest, ListPartnershipsResponse>(request, call, MilestonesReads.Select<Partnership>(schema, violations => PartnershipQueries.Filter(request.Filter, violations)));

    public override Task<BatchGetResponse> BatchGet(BatchGetRequest request, ServerCallContext call) => reader.BatchGetAsync<BatchGetRequest, BatchGetResponse>(request, [.. request.Names.Select(Names.Canonical)], call);

    public override Task<ListRevisionsResponse> ListRevisions(ListRevisionsRequest request, ServerCallContext call) => MilestonesReads.ListRevisionsAsync(reader, request, call);

    public override Task<GetReadinessResponse> GetReadiness(GetReadinessRequest request, ServerCallContext call) => answerer.AnswerAsync(request, call, Outlooks.GetReadiness.Question);

    public override Task<ListReadyResponse> ListReady(ListReadyRequest request, ServerCallContext call) => answerer.AnswerAsync(request, call, Outlooks.ListReady.Question);

    public override Task<GetCriticalPathResponse> GetCriticalPath(GetCriticalPathRequest request, ServerCallContext call) => answerer.AnswerAsync(request, call, Paths.GetCriticalPath.Question);

    public override Task<AssessUnlocksResponse> AssessUnlocks(AssessUnlocksRequest request, ServerCallContext call) => answerer.AnswerAsync(request, call, Outlooks.AssessUnlocks.Question);

    public override Task<BenchmarkPrecedentsResponse> BenchmarkPrecedents(BenchmarkPrecedentsRequest request, ServerCallContext call) => answerer.AnswerAsync(request, call, Precedents.BenchmarkPrecedents.Question);

    public override Task<MatchCentresResponse> MatchCentres(MatchCentresRequest request, ServerCallContext call) => answerer.AnswerAsync(request, call, Centres.MatchCentres.Question);

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext call) => MilestonesReads.DiffAsync(differ, request, call);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> stream, ServerCallContext call) => watcher.WatchAsync(MilestonesReads.Of(request), stream, call);

    public override Task<RegisterTrackResponse> RegisterTrack(RegisterTrackRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Tracks.RegisterTrack.Write, (Track written, Changes.V1.Revision revision) => new RegisterTrackResponse { Track = written, Revision = revision });

    public override Task<CorrectTrackResponse> CorrectTrack(CorrectTrackRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Tracks.CorrectTrack.Write, (Track written, Changes.V1.Revision revision) => new CorrectTrackResponse { Track = written, Revision = revision });

    public override Task<ProposeMilestoneResponse> ProposeMilestone(ProposeMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Planning.ProposeMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new ProposeMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<PlanMilestoneResponse> PlanMilestone(PlanMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Moves.PlanMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new PlanMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<StartMilestoneResponse> StartMilestone(StartMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Moves.StartMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new StartMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<AchieveMilestoneResponse> AchieveMilestone(AchieveMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Moves.AchieveMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new AchieveMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<MissMilestoneResponse> MissMilestone(MissMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Moves.MissMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new MissMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<AbandonMilestoneResponse> AbandonMilestone(AbandonMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Moves.AbandonMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new AbandonMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<RegressMilestoneResponse> RegressMilestone(RegressMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Moves.RegressMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new RegressMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<RetractMoveResponse> RetractMove(RetractMoveRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Moves.RetractMove.Write, (Milestone written, Changes.V1.Revision revision) => new RetractMoveResponse { Milestone = written, Revision = revision });

    public override Task<RetargetMilestoneResponse> RetargetMilestone(RetargetMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Planning.RetargetMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new RetargetMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<AddDependencyResponse> AddDependency(AddDependencyRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Dependencies.AddDependency.Write, (Milestone written, Changes.V1.Revision revision) => new AddDependencyResponse { Milestone = written, Revision = revision });

    public override Task<RemoveDependencyResponse> RemoveDependency(RemoveDependencyRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Dependencies.RemoveDependency.Write, (Milestone written, Changes.V1.Revision revision) => new RemoveDependencyResponse { Milestone = written, Revision = revision });

    public override Task<OpenBlockerResponse> OpenBlocker(OpenBlockerRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Blockers.OpenBlocker.Write, (Milestone written, Changes.V1.Revision revision) => new OpenBlockerResponse { Milestone = written, Revision = revision });

    public override Task<ResolveBlockerResponse> ResolveBlocker(ResolveBlockerRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Blockers.ResolveBlocker.Write, (Milestone written, Changes.V1.Revision revision) => new ResolveBlockerResponse { Milestone = written, Revision = revision });

    public override Task<CorrectMilestoneResponse> CorrectMilestone(CorrectMilestoneRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Planning.CorrectMilestone.Write, (Milestone written, Changes.V1.Revision revision) => new CorrectMilestoneResponse { Milestone = written, Revision = revision });

    public override Task<RegisterIndicatorResponse> RegisterIndicator(RegisterIndicatorRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Indicators.RegisterIndicator.Write, (Indicator written, Changes.V1.Revision revision) => new RegisterIndicatorResponse { Indicator = written, Revision = revision });

    public override Task<CorrectIndicatorResponse> CorrectIndicator(CorrectIndicatorRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Indicators.CorrectIndicator.Write, (Indicator written, Changes.V1.Revision revision) => new CorrectIndicatorResponse { Indicator = written, Revision = revision });

    public override Task<RecordObservationResponse> RecordObservation(RecordObservationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Indicators.RecordObservation.Write, (Indicator written, Changes.V1.Revision revision) => new RecordObservationResponse { Indicator = written, Revision = revision });

    public override Task<CorrectObservationResponse> CorrectObservation(CorrectObservationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Indicators.CorrectObservation.Write, (Indicator written, Changes.V1.Revision revision) => new CorrectObservationResponse { Indicator = written, Revision = revision });

    public override Task<RegisterPrecedentResponse> RegisterPrecedent(RegisterPrecedentRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Precedents.RegisterPrecedent.Write, (Precedent written, Changes.V1.Revision revision) => new RegisterPrecedentResponse { Precedent = written, Revision = revision });

    public override Task<CorrectPrecedentResponse> CorrectPrecedent(CorrectPrecedentRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Precedents.CorrectPrecedent.Write, (Precedent written, Changes.V1.Revision revision) => new CorrectPrecedentResponse { Precedent = written, Revision = revision });

    public override Task<RecordStepResponse> RecordStep(RecordStepRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Precedents.RecordStep.Write, (Precedent written, Changes.V1.Revision revision) => new RecordStepResponse { Precedent = written, Revision = revision });

    public override Task<RecordRatificationResponse> RecordRatification(RecordRatificationRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Precedents.RecordRatification.Write, (Precedent written, Changes.V1.Revision revision) => new RecordRatificationResponse { Precedent = written, Revision = revision });

    public override Task<RegisterCentreResponse> RegisterCentre(RegisterCentreRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Centres.RegisterCentre.Write, (Centre written, Changes.V1.Revision revision) => new RegisterCentreResponse { Centre = written, Revision = revision });

    public override Task<CorrectCentreResponse> CorrectCentre(CorrectCentreRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Centres.CorrectCentre.Write, (Centre written, Changes.V1.Revision revision) => new CorrectCentreResponse { Centre = written, Revision = revision });

    public override Task<RecordAccreditationStepResponse> RecordAccreditationStep(RecordAccreditationStepRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Centres.RecordAccreditationStep.Write, (Centre written, Changes.V1.Revision revision) => new RecordAccreditationStepResponse { Centre = written, Revision = revision });

    public override Task<ProposeAgreementResponse> ProposeAgreement(ProposeAgreementRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Agreements.ProposeAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new ProposeAgreementResponse { Agreement = written, Revision = revision });

    public override Task<NegotiateAgreementResponse> NegotiateAgreement(NegotiateAgreementRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Agreements.NegotiateAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new NegotiateAgreementResponse { Agreement = written, Revision = revision });

    public override Task<SignAgreementResponse> SignAgreement(SignAgreementRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Agreements.SignAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new SignAgreementResponse { Agreement = written, Revision = revision });

    public override Task<EnactAgreementResponse> EnactAgreement(EnactAgreementRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Agreements.EnactAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new EnactAgreementResponse { Agreement = written, Revision = revision });

    public override Task<EndAgreementResponse> EndAgreement(EndAgreementRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Agreements.EndAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new EndAgreementResponse { Agreement = written, Revision = revision });

    public override Task<CorrectAgreementResponse> CorrectAgreement(CorrectAgreementRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Agreements.CorrectAgreement.Write, (Agreement written, Changes.V1.Revision revision) => new CorrectAgreementResponse { Agreement = written, Revision = revision });

    public override Task<ProposePartnershipResponse> ProposePartnership(ProposePartnershipRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Partnerships.ProposePartnership.Write, (Partnership written, Changes.V1.Revision revision) => new ProposePartnershipResponse { Partnership = written, Revision = revision });

    public override Task<ActivatePartnershipResponse> ActivatePartnership(ActivatePartnershipRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Partnerships.ActivatePartnership.Write, (Partnership written, Changes.V1.Revision revision) => new ActivatePartnershipResponse { Partnership = written, Revision = revision });

    public override Task<SuspendPartnershipResponse> SuspendPartnership(SuspendPartnershipRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Partnerships.SuspendPartnership.Write, (Partnership written, Changes.V1.Revision revision) => new SuspendPartnershipResponse { Partnership = written, Revision = revision });

    public override Task<EndPartnershipResponse> EndPartnership(EndPartnershipRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Partnerships.EndPartnership.Write, (Partnership written, Changes.V1.Revision revision) => new EndPartnershipResponse { Partnership = written, Revision = revision });

    public override Task<RecordActivityResponse> RecordActivity(RecordActivityRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Partnerships.RecordActivity.Write, (Partnership written, Changes.V1.Revision revision) => new RecordActivityResponse { Partnership = written, Revision = revision });

    public override Task<CorrectPartnershipResponse> CorrectPartnership(CorrectPartnershipRequest request, ServerCallContext call) => writer.WriteAsync(request, call, Partnerships.CorrectPartnership.Write, (Partnership written, Changes.V1.Revision revision) => new CorrectPartnershipResponse { Partnership = written, Revision = revision });

    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext call) => writer.BatchAsync(request, call, Milestones.BatchWrite.StepsOf(request), Milestones.BatchWrite.Answer);
}
