using KosovoNato.Changes.V1;

namespace KosovoNato
{
    /// <summary>What the service keeps: it has a name, and an etag that the service sets.</summary>
    public interface IResource
    {
        string Name { get; set; }

        string Etag { get; set; }
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

    /// <summary>What every read has that can say how fresh it must be.</summary>
    public interface IReadRequest
    {
        Consistency Consistency { get; set; }
    }

    /// <summary>What every list has.</summary>
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
    public sealed partial class Membership : IResource;
    public sealed partial class Recognition : IResource;
    public sealed partial class Question : IResource;
    public sealed partial class Position : IResource;
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
    public sealed partial class ListStatesRequest : IListRequest;
    public sealed partial class ListOrganizationsRequest : IListRequest;
    public sealed partial class ListMembershipsRequest : IListRequest;
    public sealed partial class ListRecognitionsRequest : IListRequest;
    public sealed partial class ListQuestionsRequest : IListRequest;
    public sealed partial class ListPositionsRequest : IListRequest;
    public sealed partial class ListCountingRulesRequest : IListRequest;
    public sealed partial class ListSourcesRequest : IListRequest;
    public sealed partial class GetStateRequest : IReadRequest;
    public sealed partial class GetOrganizationRequest : IReadRequest;
    public sealed partial class GetMembershipRequest : IReadRequest;
    public sealed partial class GetRecognitionRequest : IReadRequest;
    public sealed partial class GetQuestionRequest : IReadRequest;
    public sealed partial class GetPositionRequest : IReadRequest;
    public sealed partial class GetCountingRuleRequest : IReadRequest;
    public sealed partial class GetSourceRequest : IReadRequest;
    public sealed partial class BatchGetRequest : IReadRequest;
    public sealed partial class ListRevisionsRequest : IListRequest;
    public sealed partial class CountRecognitionsRequest : IReadRequest;
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
    public sealed partial class ListTracksRequest : IListRequest;
    public sealed partial class ListMilestonesRequest : IListRequest;
    public sealed partial class ListIndicatorsRequest : IListRequest;
    public sealed partial class ListPrecedentsRequest : IListRequest;
    public sealed partial class ListCentresRequest : IListRequest;
    public sealed partial class ListAgreementsRequest : IListRequest;
    public sealed partial class ListPartnershipsRequest : IListRequest;
    public sealed partial class GetTrackRequest : IReadRequest;
    public sealed partial class GetMilestoneRequest : IReadRequest;
    public sealed partial class GetIndicatorRequest : IReadRequest;
    public sealed partial class GetPrecedentRequest : IReadRequest;
    public sealed partial class GetCentreRequest : IReadRequest;
    public sealed partial class GetAgreementRequest : IReadRequest;
    public sealed partial class GetPartnershipRequest : IReadRequest;
    public sealed partial class BatchGetRequest : IReadRequest;
    public sealed partial class ListRevisionsRequest : IListRequest;
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
    public sealed partial class ListDocumentsRequest : IListRequest;
    public sealed partial class ListRecommendationsRequest : IListRequest;
    public sealed partial class GetDocumentRequest : IReadRequest;
    public sealed partial class GetRecommendationRequest : IReadRequest;
    public sealed partial class BatchGetRequest : IReadRequest;
    public sealed partial class ListRevisionsRequest : IListRequest;
}
