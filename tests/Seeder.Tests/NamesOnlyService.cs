using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder.Tests;

/// <summary>
/// Knows of the service only what loading depends on: which names exist, batches that are atomic, ALREADY_EXISTS, the
/// first answer for a repeated request id, pages. The rules of the domain are tested with the real service.
/// </summary>
internal sealed class NamesOnlyService : CallInvoker
{
    private readonly Dictionary<string, int> writesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BatchWriteRequest> answered = new(StringComparer.Ordinal);

    internal List<BatchWriteRequest> Batches { get; } = [];

    internal IReadOnlyDictionary<string, int> WritesOf => writesOf;

    internal int PageSize { get; init; } = 1_000;

    /// <summary>Runs before a batch is looked at; throws to break the line.</summary>
    internal Action<BatchWriteRequest> BeforeBatch { get; set; } = _ => { };

    /// <summary>Throws to refuse a write.</summary>
    internal Action<RecognitionsWrite> BeforeWrite { get; set; } = _ => { };

    internal RecognitionService.RecognitionServiceClient Client => new(this);

    internal static RpcException Refusal(StatusCode code, int write) => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = "refused",
        Details =
        {
            Any.Pack(new ErrorInfo { Metadata = { ["write"] = write.ToString(CultureInfo.InvariantCulture) } }),
            Any.Pack(new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "act.date", Description = "is no date" } } }),
        },
    }.ToRpcException();

    internal void Write(BatchWriteRequest request)
    {
        Assert.True(Guid.TryParse(request.RequestId, out _));
        Assert.InRange(request.Writes.Count, 1, 1_000);
        if (answered.TryGetValue(request.RequestId, out var first))
        {
            Assert.Equal(first, request);
            return;
        }

        var next = new Dictionary<string, int>(writesOf, StringComparer.Ordinal);
        foreach (var (index, write) in request.Writes.Index())
        {
            BeforeWrite(write);
            var (name, creates) = WriteTarget.Of(write);
            if (creates && next.ContainsKey(name))
            {
                throw Refusal(StatusCode.AlreadyExists, index);
            }

            next[name] = next.GetValueOrDefault(name) + 1;
        }

        foreach (var (name, count) in next)
        {
            writesOf[name] = count;
        }

        answered[request.RequestId] = request;
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        return new AsyncUnaryCall<TResponse>(
            Answer(), Task.FromResult(new Metadata()), () => Grpc.Core.Status.DefaultSuccess, () => [], () => { });

        async Task<TResponse> Answer()
        {
            await Task.Yield();
            options.CancellationToken.ThrowIfCancellationRequested();
            return (TResponse)(object)Handle(request);
        }
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    internal IMessage Handle(object request)
    {
        switch (request)
        {
            case BatchWriteRequest batch:
                Batches.Add(batch);
                BeforeBatch(batch);
                Write(batch);
                return new BatchWriteResponse();
            case ListSourcesRequest list:
                var sources = Page("sources/", "/", list.PageToken);
                return new ListSourcesResponse { Sources = { sources.Names.Select(n => new Source { Name = n }) }, NextPageToken = sources.Next };
            case ListStatesRequest list:
                var states = Page("states/", "/", list.PageToken);
                return new ListStatesResponse { States = { states.Names.Select(n => new State { Name = n }) }, NextPageToken = states.Next };
            case ListOrganizationsRequest list:
                var organizations = Page("organizations/", "/", list.PageToken, except: "/memberships/");
                return new ListOrganizationsResponse { Organizations = { organizations.Names.Select(n => new Organization { Name = n }) }, NextPageToken = organizations.Next };
            case ListCountingRulesRequest list:
                var rules = Page("countingRules/", "/", list.PageToken);
                return new ListCountingRulesResponse { CountingRules = { rules.Names.Select(n => new CountingRule { Name = n }) }, NextPageToken = rules.Next };
            case ListMembershipsRequest { Parent: "organizations/-" } list:
                var memberships = Page("organizations/", "/memberships/", list.PageToken);
                return new ListMembershipsResponse { Memberships = { memberships.Names.Select(n => new Membership { Name = n }) }, NextPageToken = memberships.Next };
            case ListRecognitionsRequest list:
                var recognitions = Page("recognitions/", "/", list.PageToken);
                return new ListRecognitionsResponse { Recognitions = { recognitions.Names.Select(n => new Recognition { Name = n }) }, NextPageToken = recognitions.Next };
            case ListQuestionsRequest list:
                var questions = Page("questions/", "/", list.PageToken, except: "/positions/");
                return new ListQuestionsResponse { Questions = { questions.Names.Select(n => new Question { Name = n }) }, NextPageToken = questions.Next };
            case ListPositionsRequest { Parent: "questions/-" } list:
                var positions = Page("questions/", "/positions/", list.PageToken);
                return new ListPositionsResponse { Positions = { positions.Names.Select(n => new Position { Name = n }) }, NextPageToken = positions.Next };
            default:
                throw new NotSupportedException($"The loader has no reason to call {request.GetType().Name}.");
        }
    }

    private (IEnumerable<string> Names, string Next) Page(string start, string part, string token, string except = "?")
    {
        var from = token.Length == 0 ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        var all = writesOf.Keys.Order(StringComparer.Ordinal)
            .Where(name => name.StartsWith(start, StringComparison.Ordinal) && name.Contains(part) && !name.Contains(except)).ToList();
        var next = from + PageSize < all.Count ? (from + PageSize).ToString(CultureInfo.InvariantCulture) : "";
        return (all.Skip(from).Take(PageSize), next);
    }
}
