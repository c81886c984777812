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
    public interface IAsOfRequest : IReadRequest
    {
        string AsOf { get; set; }

        PartialDateMode PartialDateMode { get; set; }
    }

    /// <summary>The fields of every Get.</summary>
    public interface IGetRequest : IAsOfRequest
    {
        string Name { get; set; }
    }

    /// <summary>The fields of every BatchGet.</summary>
    public interface IBatchGetRequest : IAsOfRequest
    {
        RepeatedField<string> Names { get; }
    }

    /// <summary>A query that accepts assumptions.</summary>
    public interface IAssumptionRequest : IAsOfRequest
    {
        RepeatedField<Assumption> Assumptions { get; }
    }

    /// <summary>A response that names its valid time.</summary>
    public interface IAsOfResponse
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
    public sealed partial class ListStatesRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListOrganizationsRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListMembershipsRequest : IChildListRequest, IAsOfRequest;
    public sealed partial class ListRecognitionsRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListQuestionsRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListPositionsRequest : IChildListRequest, IAsOfRequest;
    public sealed partial class ListBallotsRequest : IChildListRequest, IAsOfRequest;
    public sealed partial class ListCountingRulesRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListSourcesRequest : IListRequest, IAsOfRequest;
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
    public sealed partial class CountRecognitionsRequest : IAssumptionRequest;
    public sealed partial class AssessDecisionRequest : IAssumptionRequest;
    public sealed partial class ListVotingRecordRequest : IListRequest, IAssumptionRequest;
    public sealed partial class CompareBallotRequest : IAssumptionRequest;
    public sealed partial class BacktestInferenceRequest : IAssumptionRequest;
    public sealed partial class RankElectorsRequest : IAssumptionRequest;
    public sealed partial class CountRecognitionsResponse : IAsOfResponse;
    public sealed partial class CompareBallotResponse : IAsOfResponse;
    public sealed partial class BacktestInferenceResponse : IAsOfResponse;
    public sealed partial class RankElectorsResponse : IAsOfResponse;
    public sealed partial class AssessDecisionResponse : IAsOfResponse;
    public sealed partial class DiffRequest : IDiffRequest;
}

namespace KosovoNato.Milestones.V1
{
    public sealed partial class ListTracksRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListMilestonesRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListIndicatorsRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListPrecedentsRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListCentresRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListAgreementsRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListPartnershipsRequest : IListRequest, IAsOfRequest;
    public sealed partial class GetTrackRequest : IGetRequest;
    public sealed partial class GetMilestoneRequest : IGetRequest;
    public sealed partial class GetIndicatorRequest : IGetRequest;
    public sealed partial class GetPrecedentRequest : IGetRequest;
    public sealed partial class GetCentreRequest : IGetRequest;
    public sealed partial class GetAgreementRequest : IGetRequest;
    public sealed partial class GetPartnershipRequest : IGetRequest;
    public sealed partial class BatchGetRequest : IBatchGetRequest;
    public sealed partial class ListRevisionsRequest : IListRevisionsRequest;
    public sealed partial class GetReadinessRequest : IListRequest, IAssumptionRequest;
    public sealed partial class ListReadyMilestonesRequest : IListRequest, IAssumptionRequest;
    public sealed partial class GetCriticalPathRequest : IAssumptionRequest;
    public sealed partial class AssessUnlocksRequest : IAssumptionRequest;
    public sealed partial class BenchmarkPrecedentsRequest : IAssumptionRequest;
    public sealed partial class MatchCentresRequest : IAssumptionRequest;
    public sealed partial class DiffRequest : IDiffRequest;
}

namespace KosovoNato.Recommendations.V1
{
    public sealed partial class ListDocumentsRequest : IListRequest, IAsOfRequest;
    public sealed partial class ListRecommendationsRequest : IListRequest, IAsOfRequest;
    public sealed partial class GetDocumentRequest : IGetRequest;
    public sealed partial class GetRecommendationRequest : IGetRequest;
    public sealed partial class BatchGetRequest : IBatchGetRequest;
    public sealed partial class ListRevisionsRequest : IListRevisionsRequest;
    public sealed partial class ExplainProgressRequest : IAssumptionRequest;
    public sealed partial class ExplainProgressResponse : IAsOfResponse;
    public sealed partial class ListDependentsRequest : IListRequest, IAssumptionRequest;
    public sealed partial class AssessAssumptionsRequest : IListRequest, IAssumptionRequest;
    public sealed partial class GetCountryProfileRequest : IAssumptionRequest;
    public sealed partial class GetCountryProfileResponse : IAsOfResponse;
    public sealed partial class DiffRequest : IDiffRequest;
}
