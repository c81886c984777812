using Google.Protobuf.Collections;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;

namespace KosovoNato
{
    /// <summary>What the service keeps: it has a name, and an etag that the service sets.</summary>
    public interface IResource
    {
        string Name { get; set; }

        string Etag { get; set; }
    }

    /// <summary>
    /// A version of a resource, with a place for what rules make of it. A version that was handed over never changes, so that it is
    /// made once; a copy begins without it.
    /// </summary>
    public interface IKeepsMade
    {
        object? Made { get; set; }
    }

    /// <summary>A resource that the service computes a part of: that part is not what a caller's etag stands for.</summary>
    public interface IHasComputed
    {
        /// <summary>Empties every computed field.</summary>
        void ClearComputed();
    }

    /// <summary>What every write has.</summary>
    public interface IWriteRequest
    {
        string RequestId { get; set; }

        string Reason { get; set; }

        bool ValidateOnly { get; set; }
    }

    /// <summary>What every read has: how fresh it must be, and what knowledge it is answered from.</summary>
    public interface IReadRequest
    {
        Consistency Consistency { get; set; }

        KnownAt KnownAt { get; set; }
    }

    /// <summary>What every read has whose answer depends on the date that it is about.</summary>
    public interface IDatedRequest : IReadRequest
    {
        string AsOf { get; set; }

        DateReading DateReading { get; set; }
    }

    /// <summary>What every question has that can be asked under assumptions.</summary>
    public interface IAssumingRequest : IDatedRequest
    {
        RepeatedField<Assumption> Assumptions { get; }
    }

    /// <summary>What every answer has that says which day it is about.</summary>
    public interface IDatedAnswer
    {
        string AsOf { get; set; }
    }

    /// <summary>What every comparison of two standpoints has.</summary>
    public interface IDiffRequest
    {
        Standpoint From { get; set; }

        Standpoint To { get; set; }

        int PageSize { get; set; }

        string PageToken { get; set; }

        Consistency Consistency { get; set; }
    }

    /// <summary>What every list has, and every other request that is answered page by page.</summary>
    public interface IListRequest : IReadRequest
    {
        int PageSize { get; set; }

        string PageToken { get; set; }
    }
}

namespace KosovoNato.Recognitions.V1
{
    public sealed partial class State : IResource;
    public sealed partial class Organization : IResource;
    public sealed partial class Membership : IResource, IKeepsMade
    {
        object? IKeepsMade.Made { get; set; }
    }

    public sealed partial class Recognition : IResource, IKeepsMade
    {
        object? IKeepsMade.Made { get; set; }
    }

    public sealed partial class Question : IResource, IHasComputed;
    public sealed partial class Position : IResource, IKeepsMade
    {
        object? IKeepsMade.Made { get; set; }
    }

    public sealed partial class CountingRule : IResource;
    public sealed partial class Source : IResource;
    public sealed partial class RegisterSourceRequest : IWriteRequest;
    public sealed partial class CorrectSourceRequest : IWriteRequest;
    public sealed partial class RegisterStateRequest : IWriteRequest;
    public sealed partial class CorrectStateRequest : IWriteRequest;
    public sealed partial class RegisterOrganizationRequest : IWriteRequest;
    public sealed partial class CorrectOrganizationRequest : IWriteRequest;
    public sealed partial class RecordMembershipRequest : IWriteRequest;
    public sealed partial class EndMembershipRequest : IWriteRequest;
    public sealed partial class CorrectMembershipRequest : IWriteRequest;
    public sealed partial class RegisterRecognitionRequest : IWriteRequest;
    public sealed partial class RecordActRequest : IWriteRequest;
    public sealed partial class RetractActRequest : IWriteRequest;
    public sealed partial class CorrectActRequest : IWriteRequest;
    public sealed partial class CorrectRecognitionRequest : IWriteRequest;
    public sealed partial class DraftQuestionRequest : IWriteRequest;
    public sealed partial class OpenQuestionRequest : IWriteRequest;
    public sealed partial class DecideQuestionRequest : IWriteRequest;
    public sealed partial class CorrectQuestionRequest : IWriteRequest;
    public sealed partial class RecordPositionRequest : IWriteRequest;
    public sealed partial class DefineCountingRuleRequest : IWriteRequest;
    public sealed partial class CorrectCountingRuleRequest : IWriteRequest;
    public sealed partial class BatchWriteRequest : IWriteRequest;
    public sealed partial class ListStatesRequest : IListRequest, IDatedRequest;
    public sealed partial class ListOrganizationsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListMembershipsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListRecognitionsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListQuestionsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListPositionsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListCountingRulesRequest : IListRequest, IDatedRequest;
    public sealed partial class ListSourcesRequest : IListRequest, IDatedRequest;
    public sealed partial class GetStateRequest : IDatedRequest;
    public sealed partial class GetOrganizationRequest : IDatedRequest;
    public sealed partial class GetMembershipRequest : IDatedRequest;
    public sealed partial class GetRecognitionRequest : IDatedRequest;
    public sealed partial class GetQuestionRequest : IDatedRequest;
    public sealed partial class GetPositionRequest : IDatedRequest;
    public sealed partial class GetCountingRuleRequest : IDatedRequest;
    public sealed partial class GetSourceRequest : IDatedRequest;
    public sealed partial class BatchGetRequest : IDatedRequest;
    public sealed partial class ListRevisionsRequest : IListRequest;
    public sealed partial class CountRecognitionsRequest : IAssumingRequest;
    public sealed partial class AssessDecisionRequest : IAssumingRequest;
    public sealed partial class CountRecognitionsResponse : IDatedAnswer;
    public sealed partial class AssessDecisionResponse : IDatedAnswer;
    public sealed partial class DiffRequest : IDiffRequest;
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class Track : IResource;
    public sealed partial class Milestone : IResource, IHasComputed;
    public sealed partial class Indicator : IResource;
    public sealed partial class Precedent : IResource;
    public sealed partial class Centre : IResource;
    public sealed partial class Agreement : IResource;
    public sealed partial class Partnership : IResource;
    public sealed partial class RegisterTrackRequest : IWriteRequest;
    public sealed partial class CorrectTrackRequest : IWriteRequest;
    public sealed partial class ProposeMilestoneRequest : IWriteRequest;
    public sealed partial class PlanMilestoneRequest : IWriteRequest;
    public sealed partial class StartMilestoneRequest : IWriteRequest;
    public sealed partial class AchieveMilestoneRequest : IWriteRequest;
    public sealed partial class MissMilestoneRequest : IWriteRequest;
    public sealed partial class AbandonMilestoneRequest : IWriteRequest;
    public sealed partial class RegressMilestoneRequest : IWriteRequest;
    public sealed partial class RetractMoveRequest : IWriteRequest;
    public sealed partial class RetargetMilestoneRequest : IWriteRequest;
    public sealed partial class AddDependencyRequest : IWriteRequest;
    public sealed partial class RemoveDependencyRequest : IWriteRequest;
    public sealed partial class OpenBlockerRequest : IWriteRequest;
    public sealed partial class ResolveBlockerRequest : IWriteRequest;
    public sealed partial class CorrectMilestoneRequest : IWriteRequest;
    public sealed partial class RegisterIndicatorRequest : IWriteRequest;
    public sealed partial class CorrectIndicatorRequest : IWriteRequest;
    public sealed partial class RecordObservationRequest : IWriteRequest;
    public sealed partial class CorrectObservationRequest : IWriteRequest;
    public sealed partial class RegisterPrecedentRequest : IWriteRequest;
    public sealed partial class CorrectPrecedentRequest : IWriteRequest;
    public sealed partial class RecordStepRequest : IWriteRequest;
    public sealed partial class RecordRatificationRequest : IWriteRequest;
    public sealed partial class RegisterCentreRequest : IWriteRequest;
    public sealed partial class CorrectCentreRequest : IWriteRequest;
    public sealed partial class RecordAccreditationStepRequest : IWriteRequest;
    public sealed partial class ProposeAgreementRequest : IWriteRequest;
    public sealed partial class NegotiateAgreementRequest : IWriteRequest;
    public sealed partial class SignAgreementRequest : IWriteRequest;
    public sealed partial class EnactAgreementRequest : IWriteRequest;
    public sealed partial class EndAgreementRequest : IWriteRequest;
    public sealed partial class CorrectAgreementRequest : IWriteRequest;
    public sealed partial class ProposePartnershipRequest : IWriteRequest;
    public sealed partial class ActivatePartnershipRequest : IWriteRequest;
    public sealed partial class SuspendPartnershipRequest : IWriteRequest;
    public sealed partial class EndPartnershipRequest : IWriteRequest;
    public sealed partial class RecordActivityRequest : IWriteRequest;
    public sealed partial class CorrectPartnershipRequest : IWriteRequest;
    public sealed partial class BatchWriteRequest : IWriteRequest;
    public sealed partial class ListTracksRequest : IListRequest, IDatedRequest;
    public sealed partial class ListMilestonesRequest : IListRequest, IDatedRequest;
    public sealed partial class ListIndicatorsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListPrecedentsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListCentresRequest : IListRequest, IDatedRequest;
    public sealed partial class ListAgreementsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListPartnershipsRequest : IListRequest, IDatedRequest;
    public sealed partial class GetTrackRequest : IDatedRequest;
    public sealed partial class GetMilestoneRequest : IDatedRequest;
    public sealed partial class GetIndicatorRequest : IDatedRequest;
    public sealed partial class GetPrecedentRequest : IDatedRequest;
    public sealed partial class GetCentreRequest : IDatedRequest;
    public sealed partial class GetAgreementRequest : IDatedRequest;
    public sealed partial class GetPartnershipRequest : IDatedRequest;
    public sealed partial class BatchGetRequest : IDatedRequest;
    public sealed partial class ListRevisionsRequest : IListRequest;
    public sealed partial class GetReadinessRequest : IListRequest, IAssumingRequest;
    public sealed partial class ListReadyRequest : IListRequest, IAssumingRequest;
    public sealed partial class GetCriticalPathRequest : IAssumingRequest;
    public sealed partial class AssessUnlocksRequest : IAssumingRequest;
    public sealed partial class BenchmarkPrecedentsRequest : IAssumingRequest;
    public sealed partial class MatchCentresRequest : IAssumingRequest;
    public sealed partial class DiffRequest : IDiffRequest;
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class Document : IResource;
    public sealed partial class Recommendation : IResource, IHasComputed;
    public sealed partial class RegisterDocumentRequest : IWriteRequest;
    public sealed partial class CorrectDocumentRequest : IWriteRequest;
    public sealed partial class DraftRecommendationRequest : IWriteRequest;
    public sealed partial class PublishRecommendationRequest : IWriteRequest;
    public sealed partial class RecordResponseRequest : IWriteRequest;
    public sealed partial class RecordAssessmentRequest : IWriteRequest;
    public sealed partial class CloseRecommendationRequest : IWriteRequest;
    public sealed partial class ReopenRecommendationRequest : IWriteRequest;
    public sealed partial class CorrectRecommendationRequest : IWriteRequest;
    public sealed partial class BatchWriteRequest : IWriteRequest;
    public sealed partial class ListDocumentsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListRecommendationsRequest : IListRequest, IDatedRequest;
    public sealed partial class GetDocumentRequest : IDatedRequest;
    public sealed partial class GetRecommendationRequest : IDatedRequest;
    public sealed partial class BatchGetRequest : IDatedRequest;
    public sealed partial class ListRevisionsRequest : IListRequest;
    public sealed partial class ExplainProgressRequest : IAssumingRequest;
    public sealed partial class ExplainProgressResponse : IDatedAnswer;
    public sealed partial class FindDependentsRequest : IListRequest, IAssumingRequest;
    public sealed partial class DiffRequest : IDiffRequest;
}
