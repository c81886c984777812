using Google.Protobuf;
using Google.Protobuf.Collections;
using KosovoNato.Assumptions.V1;
using KosovoNato.Changes.V1;

namespace KosovoNato
{
    /// <summary>The fields of every read: how fresh its response must be, and the transaction time to read at.</summary>
    public interface IReadRequest : IMessage
    {
        Consistency Consistency { get; set; }

        KnownAt KnownAt { get; set; }
    }

    /// <summary>A read whose response depends on the valid time.</summary>
    public interface IDatedRequest : IReadRequest
    {
        string AsOf { get; set; }

        PartialDateMode PartialDateMode { get; set; }
    }

    /// <summary>The fields of every Get.</summary>
    public interface IGetRequest : IDatedRequest
    {
        string Name { get; set; }
    }

    /// <summary>The fields of every BatchGet.</summary>
    public interface IBatchGetRequest : IDatedRequest
    {
        RepeatedField<string> Names { get; }
    }

    /// <summary>A query that accepts assumptions.</summary>
    public interface IAssumingRequest : IDatedRequest
    {
        RepeatedField<Assumption> Assumptions { get; }
    }

    /// <summary>A response that names its valid time.</summary>
    public interface IDatedAnswer
    {
        string AsOf { get; set; }
    }

    /// <summary>A comparison of two bitemporal points.</summary>
    public interface IDiffRequest : IMessage
    {
        BitemporalPoint Base { get; set; }

        BitemporalPoint Target { get; set; }

        int PageSize { get; set; }

        string PageToken { get; set; }

        Consistency Consistency { get; set; }
    }

    /// <summary>A List, or another request with a paged response.</summary>
    public interface IListRequest : IReadRequest
    {
        int PageSize { get; set; }

        string PageToken { get; set; }
    }

    /// <summary>The fields of every List of child resources.</summary>
    public interface IChildListRequest : IListRequest
    {
        string Parent { get; set; }
    }

    /// <summary>The fields of every ListRevisions.</summary>
    public interface IListRevisionsRequest : IListRequest
    {
        string Name { get; set; }
    }
}

namespace KosovoNato.Recognitions.V1
{
    public sealed partial class ListStatesRequest : IListRequest, IDatedRequest;
    public sealed partial class ListOrganizationsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListMembershipsRequest : IChildListRequest, IDatedRequest;
    public sealed partial class ListRecognitionsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListQuestionsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListPositionsRequest : IChildListRequest, IDatedRequest;
    public sealed partial class ListBallotsRequest : IChildListRequest, IDatedRequest;
    public sealed partial class ListCountingRulesRequest : IListRequest, IDatedRequest;
    public sealed partial class ListSourcesRequest : IListRequest, IDatedRequest;
    public sealed partial class GetStateRequest : IGetRequest;
    public sealed partial class GetOrganizationRequest : IGetRequest;
    public sealed partial class GetMembershipRequest : IGetRequest;
    public sealed partial class GetRecognitionRequest : IGetRequest;
    public sealed partial class GetQuestionRequest : IGetRequest;
    public sealed partial class GetPositionRequest : IGetRequest;
    public sealed partial class GetBallotRequest : IGetRequest;
    public sealed partial class GetCountingRuleRequest : IGetRequest;
    public sealed partial class GetSourceRequest : IGetRequest;
    public sealed partial class BatchGetRequest : IBatchGetRequest;
    public sealed partial class ListRevisionsRequest : IListRevisionsRequest;
    public sealed partial class CountRecognitionsRequest : IAssumingRequest;
    public sealed partial class AssessDecisionRequest : IAssumingRequest;
    public sealed partial class ListVotingRecordRequest : IListRequest, IAssumingRequest;
    public sealed partial class CompareBallotRequest : IAssumingRequest;
    public sealed partial class BacktestInferenceRequest : IAssumingRequest;
    public sealed partial class RankElectorsRequest : IAssumingRequest;
    public sealed partial class CountRecognitionsResponse : IDatedAnswer;
    public sealed partial class CompareBallotResponse : IDatedAnswer;
    public sealed partial class BacktestInferenceResponse : IDatedAnswer;
    public sealed partial class RankElectorsResponse : IDatedAnswer;
    public sealed partial class AssessDecisionResponse : IDatedAnswer;
    public sealed partial class DiffRequest : IDiffRequest;
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class ListTracksRequest : IListRequest, IDatedRequest;
    public sealed partial class ListMilestonesRequest : IListRequest, IDatedRequest;
    public sealed partial class ListIndicatorsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListPrecedentsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListCentresRequest : IListRequest, IDatedRequest;
    public sealed partial class ListAgreementsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListPartnershipsRequest : IListRequest, IDatedRequest;
    public sealed partial class GetTrackRequest : IGetRequest;
    public sealed partial class GetMilestoneRequest : IGetRequest;
    public sealed partial class GetIndicatorRequest : IGetRequest;
    public sealed partial class GetPrecedentRequest : IGetRequest;
    public sealed partial class GetCentreRequest : IGetRequest;
    public sealed partial class GetAgreementRequest : IGetRequest;
    public sealed partial class GetPartnershipRequest : IGetRequest;
    public sealed partial class BatchGetRequest : IBatchGetRequest;
    public sealed partial class ListRevisionsRequest : IListRevisionsRequest;
    public sealed partial class GetReadinessRequest : IListRequest, IAssumingRequest;
    public sealed partial class ListReadyMilestonesRequest : IListRequest, IAssumingRequest;
    public sealed partial class GetCriticalPathRequest : IAssumingRequest;
    public sealed partial class AssessUnlocksRequest : IAssumingRequest;
    public sealed partial class BenchmarkPrecedentsRequest : IAssumingRequest;
    public sealed partial class MatchCentresRequest : IAssumingRequest;
    public sealed partial class DiffRequest : IDiffRequest;
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class ListDocumentsRequest : IListRequest, IDatedRequest;
    public sealed partial class ListRecommendationsRequest : IListRequest, IDatedRequest;
    public sealed partial class GetDocumentRequest : IGetRequest;
    public sealed partial class GetRecommendationRequest : IGetRequest;
    public sealed partial class BatchGetRequest : IBatchGetRequest;
    public sealed partial class ListRevisionsRequest : IListRevisionsRequest;
    public sealed partial class ExplainProgressRequest : IAssumingRequest;
    public sealed partial class ExplainProgressResponse : IDatedAnswer;
    public sealed partial class ListDependentsRequest : IListRequest, IAssumingRequest;
    public sealed partial class AssessAssumptionsRequest : IListRequest, IAssumingRequest;
    public sealed partial class GetCountryProfileRequest : IAssumingRequest;
    public sealed partial class GetCountryProfileResponse : IDatedAnswer;
    public sealed partial class DiffRequest : IDiffRequest;
}
