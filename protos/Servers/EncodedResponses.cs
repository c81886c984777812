using System.Buffers;

namespace KosovoNato
{
    /// <summary>
    /// A response whose bytes already exist. A service keeps its resources encoded, so a page of a List, or a change for a thousand
    /// watchers, is sent without encoding it again. Only JSON callers pay for decoding.
    /// </summary>
    public interface IEncodedAnswer
    {
        /// <summary>The encoded message; null if the fields of this message hold the response.</summary>
        EncodedPayload? Encoded { get; set; }
    }

    /// <summary>An encoded message, in segments that are written one after another.</summary>
    public abstract class EncodedPayload
    {
        public abstract int Length { get; }

        public abstract void WriteTo(IBufferWriter<byte> output);
    }
}

namespace KosovoNato.Recognitions.V1
{
    public sealed partial class GetStateResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListStatesResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetOrganizationResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListOrganizationsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetMembershipResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListMembershipsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetRecognitionResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListRecognitionsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetQuestionResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListQuestionsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetPositionResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListPositionsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetBallotResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListBallotsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetCountingRuleResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListCountingRulesResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetSourceResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListSourcesResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class BatchGetResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class WatchResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class DiffResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class GetTrackResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListTracksResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetMilestoneResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListMilestonesResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetIndicatorResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListIndicatorsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetPrecedentResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListPrecedentsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetCentreResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListCentresResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetAgreementResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListAgreementsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetPartnershipResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListPartnershipsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class BatchGetResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class WatchResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class DiffResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class GetDocumentResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListDocumentsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class GetRecommendationResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class ListRecommendationsResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class BatchGetResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class WatchResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
    public sealed partial class DiffResponse : IEncodedAnswer { public EncodedPayload? Encoded { get; set; } }
}
