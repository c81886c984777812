using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Requests;

/// <summary>Answers lists, page by page; all pages of one list come from one revision.</summary>
public sealed class Lister(Schema schema, Replica replica, Reader reader, History history, KnownStates past, DatedViews views)
{
    // Well under the 4 MB that clients accept by default.
    const int MostBytes = 3 << 20;

    public async Task<TResponse> ListAsync<TRequest, TResponse>(TRequest request, ServerCallContext call, ListQuery query)
        where TRequest : IMessage<TRequest>, IListRequest
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var violations = new Violations();
        var size = Paging.Size(request.PageSize, violations);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var encoded = Encoded.IsWanted(call);
        var bound = Paging.Bound(request);
        Snapshot snapshot;
        string? after = null;
        if (request.PageToken.Length == 0)
        {
            snapshot = await reader.SnapshotAsync(request, call);
        }
        else
        {
            var token = Paging.Decode(schema, request.PageToken, bound, replica.Current.StoreId);
            // Another instance may have made it and be ahead of this one.
            snapshot = await past.AtAsync(token.Revision, replica.Current, call.CancellationToken);
            after = token.Rest;
        }

        var view = views.Of(snapshot, request);
        var page = new List<ReadOnlyMemory<byte>>(Math.Min(size, 256));
        var bytes = 0;
        string? last = null;
        var more = false;
        foreach (var stored in snapshot.Under(query.Type, query.Prefix, after))
        {
            var record = view?.Of(stored) ?? stored;
            if (query.Matches is { } matches && !matches(record))
            {
                continue;
            }

            if (page.Count == size || bytes > MostBytes)
            {
                more = true;
                break;
            }

            page.Add(record.Encoded);
            bytes += record.Encoded.Length;
            last = record.Name;
        }

        var revision = snapshot.RevisionField(Encoded.ListRevisionField);
        if (!more)
        {
            return Encoded.Answer<TResponse>(new FieldsBody(Encoded.RecordField, page, revision), encoded);
        }

        history.Keep(snapshot);
        var next = RevisionToken.Encode(schema.Service, snapshot.StoreId, snapshot.Revision, bound, last!);
        return Encoded.Answer<TResponse>(new FieldsBody(Encoded.RecordField, page, Encoded.WithToken(next, revision.Span)), encoded);
    }
}

/// <summary>What a list is of.</summary>
/// <param name="Prefix">Only names that begin so.</param>
public sealed record ListQuery(ResourceType Type, string Prefix = "")
{
    /// <summary>Selects; nothing set selects all.</summary>
    public Func<Record, bool>? Matches { get; init; }
}
