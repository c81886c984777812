using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>
/// Pages of an answer that a service computes: like those of a list they all come from one revision, and a token belongs to what
/// was asked.
/// </summary>
public sealed class QueryPager(Schema schema, Replica replica, ReadHandler reader, SnapshotHistory history, KnownAtResolver past)
{
    /// <summary>
    /// The state that a page is computed of. Refuses what is wrong with the page and with the rest of the request at once.
    /// </summary>
    /// <param name="violations">What is wrong with the rest of it.</param>
    public async Task<QueryPage> BeginAsync(IListRequest request, FieldViolations violations, ServerCallContext context)
    {
        var size = Paging.Size(request.PageSize, violations);
        reader.Check(request, violations);
        violations.ThrowIfAny();
        var bound = Paging.ScopeHash(request);
        if (request.PageToken.Length == 0)
        {
            return new(await reader.SnapshotAsync(request, context), size, Cursor: "", bound);
        }

        var token = Paging.Decode(schema, request.PageToken, bound, replica.Current.StoreId);
        // Another instance may have made it and be ahead of this one.
        return new(await past.AtAsync(token.Revision, replica.Current, context.CancellationToken), size, token.Rest, bound);
    }

    /// <summary>The token of the page behind this one, whose state is kept for it.</summary>
    /// <param name="after">Where it begins, in the words of whoever computes it: given back as <see cref="QueryPage.Cursor"/>.</param>
    public string Next(QueryPage page, string after)
    {
        history.Cache(page.State);
        return RevisionToken.Encode(schema.Service, page.State.StoreId, page.State.Revision, page.ScopeHash, after);
    }
}

/// <summary>A page of a computed answer.</summary>
/// <param name="State">The state that all its pages are computed of.</param>
/// <param name="Size">The most that it has.</param>
/// <param name="Cursor">Where it begins; empty for the first one.</param>
public sealed record QueryPage(Snapshot State, int Size, string Cursor, ulong ScopeHash);
