using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace KosovoNato
{
    /// <summary>The fields of every write.</summary>
    public interface IWriteRequest : IMessage
    {
        string RequestId { get; set; }

        string Reason { get; set; }

        bool ValidateOnly { get; set; }
    }

    /// <summary>A write that can be bound to a version of the resource that it changes.</summary>
    public interface IConditionalRequest : IWriteRequest
    {
        string Etag { get; set; }
    }

    /// <summary>The fields of a write that changes one resource, named in the request.</summary>
    public interface IEditRequest : IConditionalRequest
    {
        string Name { get; set; }
    }

    /// <summary>The fields of a write that records a transition.</summary>
    public interface ITransitionRequest : IEditRequest
    {
        string Date { get; set; }

        Evidence.V1.Evidence Evidence { get; set; }
    }

    /// <summary>The fields of a write that corrects a resource as a whole, except the resource with the new values.</summary>
    public interface ICorrectRequest : IConditionalRequest
    {
        FieldMask UpdateMask { get; set; }
    }
}

namespace KosovoNato.Recognitions.V1
{
    public sealed partial class RegisterSourceRequest : IWriteRequest;
    public sealed partial class CorrectSourceRequest : ICorrectRequest;
    public sealed partial class RegisterStateRequest : IWriteRequest;
    public sealed partial class CorrectStateRequest : ICorrectRequest;
    public sealed partial class RegisterOrganizationRequest : IWriteRequest;
    public sealed partial class CorrectOrganizationRequest : ICorrectRequest;
    public sealed partial class RecordMembershipRequest : IEditRequest;
    public sealed partial class EndMembershipRequest : IEditRequest;
    public sealed partial class CorrectMembershipRequest : IEditRequest;
    public sealed partial class RegisterRecognitionRequest : IWriteRequest;
    public sealed partial class RecordActRequest : IConditionalRequest;
    public sealed partial class RetractActRequest : IEditRequest;
    public sealed partial class CorrectActRequest : IEditRequest;
    public sealed partial class CorrectRecognitionRequest : ICorrectRequest;
    public sealed partial class DraftQuestionRequest : IWriteRequest;
    public sealed partial class OpenQuestionRequest : IEditRequest;
    public sealed partial class DecideQuestionRequest : IEditRequest;
    public sealed partial class CorrectQuestionRequest : ICorrectRequest;
    public sealed partial class RecordPositionRequest : IEditRequest;
    public sealed partial class RegisterBallotRequest : IWriteRequest;
    public sealed partial class CorrectBallotRequest : ICorrectRequest;
    public sealed partial class DefineCountingRuleRequest : IWriteRequest;
    public sealed partial class CorrectCountingRuleRequest : ICorrectRequest;
    public sealed partial class BatchWriteRequest : IWriteRequest;
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class RegisterTrackRequest : IWriteRequest;
    public sealed partial class CorrectTrackRequest : ICorrectRequest;
    public sealed partial class ProposeMilestoneRequest : IWriteRequest;
    public sealed partial class PlanMilestoneRequest : ITransitionRequest;
    public sealed partial class StartMilestoneRequest : ITransitionRequest;
    public sealed partial class AchieveMilestoneRequest : ITransitionRequest;
    public sealed partial class MissMilestoneRequest : ITransitionRequest;
    public sealed partial class AbandonMilestoneRequest : ITransitionRequest;
    public sealed partial class RegressMilestoneRequest : ITransitionRequest;
    public sealed partial class RetractTransitionRequest : IEditRequest;
    public sealed partial class RetargetMilestoneRequest : IEditRequest;
    public sealed partial class AddDependencyRequest : IEditRequest;
    public sealed partial class RemoveDependencyRequest : IEditRequest;
    public sealed partial class OpenBlockerRequest : IEditRequest;
    public sealed partial class ResolveBlockerRequest : IEditRequest;
    public sealed partial class CorrectMilestoneRequest : ICorrectRequest;
    public sealed partial class RegisterIndicatorRequest : IWriteRequest;
    public sealed partial class CorrectIndicatorRequest : ICorrectRequest;
    public sealed partial class RecordObservationRequest : IEditRequest;
    public sealed partial class CorrectObservationRequest : IEditRequest;
    public sealed partial class RegisterPrecedentRequest : IWriteRequest;
    public sealed partial class CorrectPrecedentRequest : ICorrectRequest;
    public sealed partial class RecordPrecedentStepRequest : IEditRequest;
    public sealed partial class RecordRatificationRequest : IEditRequest;
    public sealed partial class RegisterCentreRequest : IWriteRequest;
    public sealed partial class CorrectCentreRequest : ICorrectRequest;
    public sealed partial class RecordAccreditationStepRequest : IEditRequest;
    public sealed partial class ProposeAgreementRequest : IWriteRequest;
    public sealed partial class NegotiateAgreementRequest : ITransitionRequest;
    public sealed partial class SignAgreementRequest : ITransitionRequest;
    public sealed partial class BringAgreementIntoForceRequest : ITransitionRequest;
    public sealed partial class EndAgreementRequest : ITransitionRequest;
    public sealed partial class CorrectAgreementRequest : ICorrectRequest;
    public sealed partial class ProposePartnershipRequest : IWriteRequest;
    public sealed partial class ActivatePartnershipRequest : ITransitionRequest;
    public sealed partial class SuspendPartnershipRequest : ITransitionRequest;
    public sealed partial class EndPartnershipRequest : ITransitionRequest;
    public sealed partial class RecordActivityRequest : IEditRequest;
    public sealed partial class CorrectPartnershipRequest : ICorrectRequest;
    public sealed partial class BatchWriteRequest : IWriteRequest;
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class RegisterDocumentRequest : IWriteRequest;
    public sealed partial class CorrectDocumentRequest : ICorrectRequest;
    public sealed partial class DraftRecommendationRequest : IWriteRequest;
    public sealed partial class PublishRecommendationRequest : IEditRequest;
    public sealed partial class RecordAddresseeResponseRequest : IEditRequest;
    public sealed partial class RecordAssessmentRequest : IEditRequest;
    public sealed partial class CloseRecommendationRequest : IEditRequest;
    public sealed partial class ReopenRecommendationRequest : IEditRequest;
    public sealed partial class CorrectRecommendationRequest : ICorrectRequest;
    public sealed partial class BatchWriteRequest : IWriteRequest;
}
