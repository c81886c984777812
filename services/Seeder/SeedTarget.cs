using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Changes.V1;

namespace KosovoNato.Seeder;

/// <summary>A service as the loader sees it: which seeds are its, which writes make them, and the calls that loading needs.</summary>
internal abstract class SeedTarget
{
    private const int PageSize = 1_000;

    /// <summary>The files that it keeps, in the order of writing.</summary>
    internal abstract IReadOnlyList<SeedSet> Sets { get; }

    /// <summary>The writes that make a resource as the seeds show it.</summary>
    internal abstract IEnumerable<IMessage> WritesOf(IResource resource);

    /// <summary>Several writes as one request, without its id.</summary>
    internal abstract IWriteRequest Batch(IEnumerable<IMessage> writes);

    /// <summary>Does the writes of a batch: all or none.</summary>
    internal abstract Task WriteAsync(IWriteRequest batch, CallOptions options);

    /// <summary>Lists every resource of the types that the seeds have.</summary>
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
        // What another instance wrote a moment ago must not look missing.
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
