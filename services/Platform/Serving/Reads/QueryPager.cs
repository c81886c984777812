using Grpc.Core;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Reads;

/// <summary>
/// Pages of a computed response. As in a list, all pages come from one revision, and a page token is bound to its request.
/// </summary>
public sealed class QueryPager(Schema schema, Replica replica, ReadHandler reader, SnapshotHistory history, KnownAtResolver past)
{
    /// <summary>
    /// Starts a page and returns its snapshot. Rejects violations of the paging fields and of the rest of the request together.
    /// </summary>
    /// <param name="violations">The violations found so far in the rest of the request.</param>
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

        var token = Paging.Decode(schema, request.PageToken, bound);
        // Another instance may have issued the token and be ahead of this one.
        return new(await past.AtAsync(token.Revision, replica.Current, context.CancellationToken), size, token.Rest, bound);
    }

    /// <summary>Returns the token of the next page, and caches the snapshot for it.</summary>
    /// <param name="after">
    /// The start of the next page, in a format of the caller's choice; returned as <see cref="QueryPage.Cursor"/>.
    /// </param>
    public string Next(QueryPage page, string after)
    {
        history.Cache(page.State);
        return RevisionToken.Encode(schema.Service, page.State.Id, page.ScopeHash, after);
    }
}

/// <summary>A page of a computed response.</summary>
/// <param name="State">The snapshot from which all pages are computed.</param>
/// <param name="Size">The maximum number of entries.</param>
/// <param name="Cursor">The start of the page; empty for the first page.</param>
public sealed record QueryPage(Snapshot State, int Size, string Cursor, ulong ScopeHash);
