using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using KosovoNato.Changes.V1;

namespace KosovoNato.Client;

/// <summary>Reads all pages of a List.</summary>
public static class Pages
{
    /// <summary>
    /// Returns the items of all pages, in order and from one revision. A page is fetched when its items are needed:
    /// <c>Pages.AllAsync(client.Rpc.ListStatesAsync, new ListStatesRequest(), page => page.States)</c>. If the service can no longer
    /// continue its list, it throws that error (REVISION_COMPACTED), and the items returned so far are not the whole list.
    /// </summary>
    /// <param name="list">The List method, with call options.</param>
    /// <param name="request">The request. It is not changed. A page size of 0 means the service's default.</param>
    /// <param name="items">Returns the items of a page.</param>
    public static IAsyncEnumerable<TItem> AllAsync<TRequest, TResponse, TItem>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> list,
        TRequest request,
        Func<TResponse, IEnumerable<TItem>> items,
        CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(items);
        var pageToken = Field(request.Descriptor, "page_token");
        return ReadAsync(list, request.Clone(), items, pageToken, cancellationToken);
    }

    static async IAsyncEnumerable<TItem> ReadAsync<TRequest, TResponse, TItem>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> list,
        TRequest first,
        Func<TResponse, IEnumerable<TItem>> items,
        FieldDescriptor pageToken,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var request = first.Clone();
        long? revision = null;
        while (true)
        {
            using var call = list(request, new CallOptions(cancellationToken: cancellationToken));
            var page = await call.ResponseAsync.ConfigureAwait(false);
            var from = (Field(page.Descriptor, "revision").Accessor.GetValue(page) as Revision)?.Number;
            if (revision is not null && from != revision)
            {
                throw new InvalidDataException($"Received a page of revision {from} in a list of revision {revision}.");
            }

            foreach (var item in items(page))
            {
                yield return item;
            }

            var next = (string)Field(page.Descriptor, "next_page_token").Accessor.GetValue(page);
            if (next.Length == 0)
            {
                yield break;
            }

            if (next == (string)pageToken.Accessor.GetValue(request))
            {
                throw new InvalidDataException("The next page token is that of the current page: the list would never end.");
            }

            revision = from;
            request = request.Clone();
            pageToken.Accessor.SetValue(request, next);
        }
    }

    static FieldDescriptor Field(MessageDescriptor type, string name) =>
        type.FindFieldByName(name) ?? throw new ArgumentException($"{type.FullName} has no field {name}: it is not a message of a List.");
}
