using KosovoNato.Changes.V1;

namespace KosovoNato
{
    /// <summary>What the service keeps: it has a name, and an etag that the service sets.</summary>
    public interface IResource
    {
        string Name { get; set; }

        string Etag { get; set; }
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
