using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Serving.Wire;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>Handles lists, page by page. All pages of a list come from one revision.</summary>
public sealed class ListHandler(
    Schema schema, Replica replica, ReadHandler reader, SnapshotHistory history, KnownAtResolver past, AsOfViewCache views)
{
    // Well below the 4 MB that clients accept by default.
    const int MaxBytes = 3 << 20;

    /// <param name="violations">The violations found so far in the rest of the request.</param>
    public async Task<TResponse> ListAsync<TRequest, TResponse>(
        TRequest request, ServerCallContext context, ListQuery query, FieldViolations? violations = null)
        where TRequest : IListRequest
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        violations ??= new FieldViolations();
        var size = Paging.Size(request.PageSize, violations);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var encoded = EncodedResponse.IsAccepted(context);
        var bound = Paging.ScopeHash(request);
        Snapshot snapshot;
        string? after = null;
        if (request.PageToken.Length == 0)
        {
            snapshot = await reader.SnapshotAsync(request, context);
        }
        else
        {
            var token = Paging.Decode(schema, request.PageToken, bound);
            // Another instance may have issued the token and be ahead of this one.
            snapshot = await past.AtAsync(token.Revision, replica.Current, context.CancellationToken);
            after = token.Rest;
        }

        if (query.Parent is not null && snapshot.Find(query.Parent) is null)
        {
            throw schema.TypeOf(query.Parent) is { } type
                ? ReadHandler.NotFound(snapshot, type, query.Parent)
                : ApiException.NotFound(query.Parent);
        }

        var view = views.Of(snapshot, request);
        var page = new List<ReadOnlyMemory<byte>>(Math.Min(size, 256));
        var bytes = 0;
        string? last = null;
        var more = false;
        foreach (var stored in snapshot.List(query.Type, query.Parent is null ? "" : $"{query.Parent}/", after))
        {
            var record = view is null ? stored : view.Of(stored);
            if (record is null || (query.Matches is { } matches && !matches(record)))
            {
                continue;
            }

            if (page.Count == size || bytes > MaxBytes)
            {
                more = true;
                break;
            }

            var encodedRecord = record.Encoded;
            page.Add(encodedRecord);
            bytes += encodedRecord.Length;
            last = record.Name;
        }

        var revision = snapshot.RevisionField(EncodedResponse.ListRevisionField);
        if (!more)
        {
            return EncodedResponse.Answer<TResponse>(new RepeatedFieldPayload(EncodedResponse.RecordField, page, revision), encoded);
        }

        history.Cache(snapshot);
        var next = RevisionToken.Encode(schema.Service, snapshot.Id, bound, last!);
        return EncodedResponse.Answer<TResponse>(
            new RepeatedFieldPayload(EncodedResponse.RecordField, page, EncodedResponse.WithToken(next, revision.Span)), encoded);
    }
}

/// <summary>The resources to list.</summary>
/// <param name="Parent">The name of their parent; null for the resources of all parents, and if the type has no parent.</param>
public sealed record ListQuery(ResourceType Type, string? Parent = null)
{
    /// <summary>The predicate of the filter; null if everything matches.</summary>
    public Func<ResourceVersion, bool>? Matches { get; init; }
}
