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
        EncodedBody? Encoded { get; set; }
    }

    /// <summary>An encoded message, in segments that are written one after another.</summary>
    public abstract class EncodedBody
    {
        public abstract int Length { get; }

        public abstract void WriteTo(IBufferWriter<byte> output);
    }
}

namespace KosovoNato.Recognitions.V1
{
    public sealed partial class GetStateResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListStatesResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetOrganizationResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListOrganizationsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetMembershipResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListMembershipsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetRecognitionResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListRecognitionsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetQuestionResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListQuestionsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetPositionResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListPositionsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetBallotResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListBallotsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetCountingRuleResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListCountingRulesResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetSourceResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListSourcesResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class BatchGetResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class WatchResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class DiffResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class GetTrackResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListTracksResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetMilestoneResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListMilestonesResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetIndicatorResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListIndicatorsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetPrecedentResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListPrecedentsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetCentreResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListCentresResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetAgreementResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListAgreementsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetPartnershipResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListPartnershipsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class BatchGetResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class WatchResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class DiffResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class GetDocumentResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListDocumentsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class GetRecommendationResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class ListRecommendationsResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class BatchGetResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class WatchResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
    public sealed partial class DiffResponse : IEncodedAnswer { public EncodedBody? Encoded { get; set; } }
}
