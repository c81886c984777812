using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Seeder;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>
/// A fake of the services with only the behavior that loading depends on: existing names, atomic batches, ALREADY_EXISTS, the first
/// response for a retried request ID, and pages. Existing resources are returned as in the seeds. The domain rules are tested with the real
/// services.
/// </summary>
internal sealed class NameIndexService : CallInvoker
{
    private readonly Dictionary<string, int> writesOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IWriteRequest> answered = new(StringComparer.Ordinal);

    internal List<IWriteRequest> Batches { get; } = [];

    internal IReadOnlyDictionary<string, int> WritesOf => writesOf;

    internal int PageSize { get; init; } = 1_000;

    /// <summary>Resources that differ from the seeds.</summary>
    internal Dictionary<string, IResource> Corrected { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs before a batch is processed; throws to break the connection.</summary>
    internal Action<IWriteRequest> BeforeBatch { get; set; } = _ => { };

    internal RecognitionService.RecognitionServiceClient Client => new(this);

    internal SeedLoader Loader => new(
        Client, new MilestoneService.MilestoneServiceClient(this), new RecommendationService.RecommendationServiceClient(this));

    internal static RpcException Refusal(StatusCode code, int write) => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = "refused",
        Details =
        {
            Any.Pack(new ErrorInfo { Metadata = { ["write"] = write.ToString(CultureInfo.InvariantCulture) } }),
            Any.Pack(new BadRequest { FieldViolations =
                { new BadRequest.Types.FieldViolation { Field = "act.date", Description = "is no date" } } }),
        },
    }.ToRpcException();

    internal void Write(IWriteRequest request)
    {
        var writes = WriteTarget.WritesIn(request);
        Assert.True(Guid.TryParse(request.RequestId, out _));
        Assert.InRange(writes.Count, 1, 1_000);
        if (answered.TryGetValue(request.RequestId, out var first))
        {
            Assert.Equal(first, request);
            return;
        }

        var next = new Dictionary<string, int>(writesOf, StringComparer.Ordinal);
        foreach (var (index, write) in writes.Index())
        {
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
            return Handle<TResponse>(request);
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

    internal TResponse Handle<TResponse>(object request)
    {
        var answer = Activator.CreateInstance<TResponse>();
        switch (request)
        {
            case IListRequest list:
                Assert.True(list.Consistency.FullyConsistent);
                Fill((IMessage)answer!, list.PageToken);
                return answer;
            case IWriteRequest batch:
                Batches.Add(batch);
                BeforeBatch(batch);
                Write(batch);
                return answer;
            default:
                throw new NotSupportedException($"The loader has no reason to call {request.GetType().Name}.");
        }
    }

    // Every List response has the resources and the token of the next page.
    private void Fill(IMessage answer, string token)
    {
        var fields = answer.Descriptor.Fields;
        var list = (System.Collections.IList)fields.InFieldNumberOrder().Single(field => field.IsRepeated).Accessor.GetValue(answer);
        var type = fields.InFieldNumberOrder().Single(field => field.IsRepeated).MessageType;
        var all = Seeds.Data.All.Select(entry => entry.Resource)
            .Where(resource => ((IMessage)resource).Descriptor == type && writesOf.ContainsKey(resource.Name))
            .OrderBy(resource => resource.Name, StringComparer.Ordinal).ToList();
        var from = token.Length == 0 ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        foreach (var resource in all.Skip(from).Take(PageSize))
        {
            list.Add(Corrected.GetValueOrDefault(resource.Name, resource));
        }

        var next = from + PageSize < all.Count ? (from + PageSize).ToString(CultureInfo.InvariantCulture) : "";
        fields.InFieldNumberOrder().Single(field => field.Name == "next_page_token").Accessor.SetValue(answer, next);
    }
}
