using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Changes;
using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Requests;

/// <summary>
/// Says what differs between two standpoints, page by page, by type and name. All pages come from the two revisions that the
/// first one found.
/// </summary>
public sealed class Differ(Schema schema, Replica replica, Reader reader, History history, KnownStates past, DatedViews views)
{
    // Well under the 4 MB that clients accept by default.
    const int MostBytes = 3 << 20;
    const int ChangesField = 1;
    const int RevisionField = 3;
    const int FromRevisionField = 4;

    /// <param name="matches">What the filter means; nothing set matches everything.</param>
    /// <param name="violations">What is wrong with the rest of the request.</param>
    public async Task<TResponse> DiffAsync<TRequest, TResponse>(
        TRequest request, Func<Record, bool>? matches, Violations violations, ServerCallContext call)
        where TRequest : IDiffRequest
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var size = Paging.Size(request.PageSize, violations);
        violations.Require(request.From is not null, "from", "is required");
        Check(request.From, "from", violations);
        Check(request.To, "to", violations);
        violations.ThrowIfAny();
        var cancel = call.CancellationToken;
        var encoded = Encoded.IsWanted(call);
        var bound = Paging.Bound(request);
        var (from, to, after) = request.PageToken.Length == 0
            ? await BeginAsync(request, call)
            : await GoOnAsync(Paging.Decode(schema, request.PageToken, bound, replica.Current.StoreId), cancel);

        // The second look at the store may have found another one than the first.
        if (from.StoreId != to.StoreId)
        {
            throw WatchRefusals.DatasetChanged(schema.Service);
        }

        var page = new List<ReadOnlyMemory<byte>>(Math.Min(size, 256));
        var bytes = 0;
        string? next = null, last = null;
        foreach (var difference in Differences.Of(Side(from, request.From!), Side(to, request.To ?? new()), matches, after, cancel))
        {
            if (page.Count == size || bytes > MostBytes)
            {
                next = last;
                break;
            }

            var content = difference.Encode();
            page.Add(content);
            bytes += content.Length;
            last = difference.Name;
        }

        byte[] revisions = [.. to.RevisionField(RevisionField).Span, .. from.RevisionField(FromRevisionField).Span];
        if (next is null)
        {
            return Encoded.Answer<TResponse>(new FieldsBody(ChangesField, page, revisions), encoded);
        }

        history.Keep(from);
        history.Keep(to);
        var rest = string.Create(CultureInfo.InvariantCulture, $"{from.Revision}:{next}");
        var token = RevisionToken.Encode(schema.Service, to.StoreId, to.Revision, bound, rest);
        return Encoded.Answer<TResponse>(new FieldsBody(ChangesField, page, Encoded.WithToken(token, revisions)), encoded);
    }

    void Check(Standpoint? standpoint, string field, Violations violations)
    {
        if (standpoint is not null)
        {
            StandpointChecks.CheckKnown(standpoint.KnownAt, reader.NotFuture, violations.At(field));
            StandpointChecks.CheckDate(standpoint.AsOf, standpoint.DateReading, violations.At(field));
        }
    }

    async Task<(Snapshot From, Snapshot To, string? After)> BeginAsync(IDiffRequest request, ServerCallContext call)
    {
        var newest = await reader.NewestAsync(request.Consistency, call);
        var from = await KnownAsync(request.From, newest, call.CancellationToken);
        return (from, await KnownAsync(request.To, newest, call.CancellationToken), null);
    }

    async Task<Snapshot> KnownAsync(Standpoint? standpoint, Snapshot newest, CancellationToken cancel) =>
        standpoint?.KnownAt is { } known ? await past.AtAsync(known, newest, cancel) : newest;

    async Task<(Snapshot From, Snapshot To, string? After)> GoOnAsync(RevisionToken.Parts token, CancellationToken cancel)
    {
        var separator = token.Rest.IndexOf(':', StringComparison.Ordinal);
        if (separator < 0 || !long.TryParse(token.Rest.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture, out var from))
        {
            throw Refusal.TokenInvalid("page token");
        }

        // Another instance may have made the token and be ahead of this one.
        var to = await past.AtAsync(token.Revision, replica.Current, cancel);
        return (await past.AtAsync(from, replica.Current, cancel), to, token.Rest[(separator + 1)..]);
    }

    DifferingSide Side(Snapshot state, Standpoint standpoint) => new(state, views.Of(state, standpoint.AsOf, standpoint.DateReading));
}
