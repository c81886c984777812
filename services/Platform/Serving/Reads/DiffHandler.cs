using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Serving.ValidTime;
using KosovoNato.Serving.Wire;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>
/// Compares two bitemporal points, page by page, ordered by type and name. All pages use the two revisions that the first page resolved.
/// </summary>
public sealed class DiffHandler(
    Schema schema, Replica replica, ReadHandler reader, SnapshotHistory history, KnownAtResolver past, AsOfViewCache views)
{
    // Well below the 4 MB that clients accept by default.
    const int MaxBytes = 3 << 20;
    const int ChangesField = 1;
    const int RevisionField = 3;
    const int FromRevisionField = 4;

    /// <param name="matches">The predicate of the filter; null if everything matches.</param>
    /// <param name="violations">The violations found so far in the rest of the request.</param>
    public async Task<TResponse> DiffAsync<TRequest, TResponse>(
        TRequest request, Func<ResourceVersion, bool>? matches, FieldViolations violations, ServerCallContext context)
        where TRequest : IDiffRequest
        where TResponse : class, IMessage<TResponse>, IEncodedAnswer, new()
    {
        var size = Paging.Size(request.PageSize, violations);
        violations.Require(request.Base is not null, "base", "is required");
        BitemporalChecks.CheckConsistency(request.Consistency, violations);
        Check(request.Base, "base", violations);
        Check(request.Target, "target", violations);
        violations.ThrowIfAny();
        var cancellationToken = context.CancellationToken;
        var encoded = EncodedResponse.IsAccepted(context);
        var bound = Paging.ScopeHash(request);
        var (from, to, after) = request.PageToken.Length == 0
            ? await BeginAsync(request, context)
            : await GoOnAsync(Paging.Decode(schema, request.PageToken, bound), cancellationToken);

        // The store may have been replaced between the two reads.
        if (from.StoreId != to.StoreId)
        {
            throw WatchErrors.DatasetChanged(schema.Service);
        }

        var page = new List<ReadOnlyMemory<byte>>(Math.Min(size, 256));
        var bytes = 0;
        string? next = null, last = null;
        foreach (var difference in ResourceDiff.Of(
            Side(from, request.Base!), Side(to, request.Target ?? new()), matches, after, cancellationToken))
        {
            if (page.Count == size || bytes > MaxBytes)
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
            return EncodedResponse.Answer<TResponse>(new RepeatedFieldPayload(ChangesField, page, revisions), encoded);
        }

        history.Cache(from);
        history.Cache(to);
        var rest = string.Create(CultureInfo.InvariantCulture, $"{from.Revision}:{from.Id.Fingerprint.Value}:{next}");
        var token = RevisionToken.Encode(schema.Service, to.Id, bound, rest);
        return EncodedResponse.Answer<TResponse>(
            new RepeatedFieldPayload(ChangesField, page, EncodedResponse.WithToken(token, revisions)), encoded);
    }

    void Check(BitemporalPoint? standpoint, string field, FieldViolations violations)
    {
        if (standpoint is not null)
        {
            BitemporalChecks.CheckKnown(standpoint.KnownAt, reader.LatestReadableTime, violations.At(field));
            BitemporalChecks.CheckDate(standpoint.AsOf, standpoint.PartialDateMode, violations.At(field));
        }
    }

    async Task<(Snapshot From, Snapshot To, string? After)> BeginAsync(IDiffRequest request, ServerCallContext context)
    {
        var newest = await reader.NewestAsync(request.Consistency, context);
        var from = await KnownAsync(request.Base, newest, context.CancellationToken);
        return (from, await KnownAsync(request.Target, newest, context.CancellationToken), null);
    }

    async Task<Snapshot> KnownAsync(BitemporalPoint? standpoint, Snapshot newest, CancellationToken cancellationToken) =>
        standpoint?.KnownAt is { } known ? await past.AtAsync(known, newest, cancellationToken) : newest;

    async Task<(Snapshot From, Snapshot To, string? After)> GoOnAsync(RevisionToken.Parts token, CancellationToken cancellationToken)
    {
        if (token.Rest.Split(':', 3) is not [var number, var print, var after]
            || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !uint.TryParse(print, NumberStyles.None, CultureInfo.InvariantCulture, out var fingerprint))
        {
            throw ApiException.TokenInvalid("page token");
        }

        // Another instance may have issued the token and be ahead of this one.
        var to = await past.AtAsync(token.Revision, replica.Current, cancellationToken);
        var origin = new RevisionId(token.Revision.StoreId, from, new(fingerprint));
        return (await past.AtAsync(origin, replica.Current, cancellationToken), to, after);
    }

    DiffSide Side(Snapshot state, BitemporalPoint standpoint) => new(state, views.Of(state, standpoint.AsOf, standpoint.PartialDateMode));
}
