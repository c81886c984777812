using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Serving.Access;

/// <summary>
/// The permission that each RPC requires. If an RPC of the contracts is missing here, its service does not start and the tests fail, so
/// that no RPC is open by accident.
/// </summary>
public static class RpcPermissions
{
    /// <summary>The services, with their RPCs by required permission.</summary>
    public static IReadOnlyList<ServicePermissions> Services { get; } =
    [
        new(RecognitionService.Descriptor)
        {
            Read =
            [
                "GetState", "ListStates", "GetOrganization", "ListOrganizations", "GetMembership", "ListMemberships",
                "GetRecognition", "ListRecognitions", "GetQuestion", "ListQuestions", "GetPosition", "ListPositions",
                "GetBallot", "ListBallots", "GetCountingRule", "ListCountingRules", "GetSource", "ListSources", "BatchGet", "ListRevisions",
                "AssessDecision", "Diff", "CountRecognitions", "ListVotingRecord", "CompareBallot", "BacktestInference", "RankElectors",
            ],
            Watch = ["Watch"],
            Write =
            [
                "RegisterSource", "CorrectSource", "RegisterState", "CorrectState", "RegisterOrganization", "CorrectOrganization",
                "RecordMembership", "EndMembership", "CorrectMembership", "RegisterRecognition", "RecordAct", "RetractAct",
                "CorrectAct", "CorrectRecognition", "DraftQuestion", "OpenQuestion", "DecideQuestion", "CorrectQuestion",
                "RecordPosition", "RegisterBallot", "CorrectBallot", "DefineCountingRule", "CorrectCountingRule", "BatchWrite",
            ],
        },
        new(MilestoneService.Descriptor)
        {
            Read =
            [
                "GetTrack", "ListTracks", "GetMilestone", "ListMilestones", "GetIndicator", "ListIndicators", "GetPrecedent",
                "ListPrecedents", "GetCentre", "ListCentres", "GetAgreement", "ListAgreements", "GetPartnership",
                "ListPartnerships", "BatchGet", "ListRevisions", "GetReadiness", "ListReadyMilestones", "GetCriticalPath",
                "AssessUnlocks", "BenchmarkPrecedents", "MatchCentres", "Diff",
            ],
            Watch = ["Watch"],
            Write =
            [
                "RegisterTrack", "CorrectTrack", "ProposeMilestone", "PlanMilestone", "StartMilestone", "AchieveMilestone",
                "MissMilestone", "AbandonMilestone", "RegressMilestone", "RetractTransition", "RetargetMilestone", "AddDependency",
                "RemoveDependency", "OpenBlocker", "ResolveBlocker", "CorrectMilestone", "RegisterIndicator", "CorrectIndicator",
                "RecordObservation", "CorrectObservation", "RegisterPrecedent", "CorrectPrecedent", "RecordPrecedentStep",
                "RecordRatification", "RegisterCentre", "CorrectCentre", "RecordAccreditationStep", "ProposeAgreement",
                "NegotiateAgreement", "SignAgreement", "BringAgreementIntoForce", "EndAgreement", "CorrectAgreement", "ProposePartnership",
                "ActivatePartnership", "SuspendPartnership", "EndPartnership", "RecordActivity", "CorrectPartnership",
                "BatchWrite",
            ],
        },
        new(RecommendationService.Descriptor)
        {
            Read =
            [
                "GetDocument", "ListDocuments", "GetRecommendation", "ListRecommendations", "BatchGet", "ListRevisions",
                "ExplainProgress", "ListDependents", "AssessAssumptions", "GetCountryProfile", "Diff",
            ],
            Watch = ["Watch"],
            Write =
            [
                "RegisterDocument", "CorrectDocument", "DraftRecommendation", "PublishRecommendation", "RecordAddresseeResponse",
                "RecordAssessment", "CloseRecommendation", "ReopenRecommendation", "CorrectRecommendation", "BatchWrite",
            ],
        },
    ];

    /// <param name="service">The full name of a gRPC service of the contracts.</param>
    public static ServicePermissions Of(string service) => Services.Single(permissions => permissions.Service.FullName == service);
}
