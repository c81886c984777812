using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;

namespace KosovoNato.Seeder;

/// <summary>A service as the loader sees it: its seeds, the writes that create them, and the calls that loading needs.</summary>
internal abstract class SeedTarget
{
    private const int PageSize = 1_000;

    /// <summary>The seed files of the service, in the order of writing.</summary>
    internal abstract IReadOnlyList<SeedSet> Sets { get; }

    /// <summary>Returns the writes that create a resource as in the seeds.</summary>
    internal abstract IEnumerable<IMessage> WritesOf(IResource resource);

    /// <summary>Combines writes into one request, without its request ID.</summary>
    internal abstract IWriteRequest Batch(IEnumerable<IMessage> writes);

    /// <summary>Applies the writes of a batch, all or none.</summary>
    internal abstract Task WriteAsync(IWriteRequest batch, CallOptions options);

    /// <summary>Lists all resources of the types in the seeds.</summary>
    internal abstract IAsyncEnumerable<IResource> ListAsync(Func<CallOptions> options);

    /// <summary>Lists all resources of one type, page by page.</summary>
    private protected static async IAsyncEnumerable<IResource> PagesAsync<TRequest, TPage>(
        TRequest request,
        Func<TRequest, CallOptions, AsyncUnaryCall<TPage>> call,
        Func<TPage, (IEnumerable<IResource> Resources, string Next)> open,
        Func<CallOptions> options)
        where TRequest : IListRequest
    {
        request.PageSize = PageSize;
        // A resource that another instance has just written must not look missing.
        request.Consistency = new Consistency { FullyConsistent = true };
        do
        {
            var (resources, next) = open(await call(request, options()));
            foreach (var resource in resources)
            {
                yield return resource;
            }

            request.PageToken = next;
        }
        while (request.PageToken.Length > 0);
    }
}
