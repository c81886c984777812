using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Changes.V1;

namespace KosovoNato.Dashboard.Syndication;

/// <summary>Reads the history of one service, independent of the types of the service.</summary>
sealed class RevisionReader
{
    /// <summary>The name of the service, for example "recognitions".</summary>
    public required string Service { get; init; }

    /// <summary>The service's message for a resource of any type.</summary>
    public required MessageDescriptor Resources { get; init; }

    /// <summary>The service's enum of domain events.</summary>
    public required EnumDescriptor Events { get; init; }

    /// <summary>Returns the revision at a point, or the head revision, and its token.</summary>
    public required Func<KnownAt?, CallOptions, Task<Revision>> RevisionAsync { get; init; }

    /// <summary>Returns the resources by which others are named.</summary>
    public required Func<CancellationToken, IAsyncEnumerable<IMessage>> NamedAsync { get; init; }

    /// <summary>Returns the changes after one revision up to another one, in order.</summary>
    public required Func<Revision, Revision, CancellationToken, IAsyncEnumerable<ChangeEnvelope>> BetweenAsync { get; init; }

    /// <summary>Returns the changes after one revision up to another one, in order.</summary>
    public static async IAsyncEnumerable<ChangeEnvelope> WatchBetweenAsync<TRequest, TResponse, TChanged, TChange>(
        Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> watch, Revision after, Revision upTo,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TRequest : IWatchRequest, new()
        where TResponse : IWatchResponse<TChanged, TChange>
        where TChanged : IChanged<TChange>, IMessage
    {
        if (after.Number >= upTo.Number)
        {
            yield break;
        }

        // A bookmark comes only if the newest revisions have no changes of their own.
        var request = new TRequest { RevisionToken = after.Token, BookmarkInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) };
        using var call = watch(request, new(cancellationToken: cancellationToken));
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            foreach (var changed in message.Revisions.Where(changed => changed.Revision <= upTo.Number))
            {
                // The changes of all services have the same form on the wire.
                yield return ChangeEnvelope.Parser.ParseFrom(changed.ToByteString());
            }

            if (message.Revisions.Any(changed => changed.Revision >= upTo.Number) || message.Bookmark?.Revision >= upTo.Number)
            {
                yield break;
            }
        }
    }
}
