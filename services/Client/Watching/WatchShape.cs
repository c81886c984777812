using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using KosovoNato.Changes.V1;

namespace KosovoNato.Client.Watching;

/// <summary>
/// Where one service's Watch keeps what every Watch has. The contracts have the same fields under the same names, but no
/// common type, because a common type could not hold typed resources.
/// </summary>
sealed record WatchShape<TRequest, TResponse, TChanged>
    where TRequest : class, IDeepCloneable<TRequest>
    where TResponse : class
{
    public required Func<TRequest, CallOptions, AsyncServerStreamingCall<TResponse>> Open { get; init; }

    /// <summary>Makes a request start at a token.</summary>
    public required Action<TRequest, string> ResumeAt { get; init; }

    /// <summary>Makes a request start with a snapshot.</summary>
    public required Action<TRequest> StartWithSnapshot { get; init; }

    /// <summary>Whether the caller's request starts at a place in the past, which the service may have lost.</summary>
    public required Func<TRequest, bool> StartsInThePast { get; init; }

    public required Func<TRequest, Duration?> ProgressInterval { get; init; }

    public required Func<TResponse, RepeatedField<TChanged>> Revisions { get; init; }

    public required Func<TChanged, long> Revision { get; init; }

    /// <summary>How many resources of a snapshot a message holds.</summary>
    public required Func<TResponse, int> SnapshotSize { get; init; }

    public required Func<TResponse, SnapshotEnd?> SnapshotEnd { get; init; }

    public required Func<TResponse, Progress?> Progress { get; init; }

    public required Func<TResponse, string> ResumeToken { get; init; }
}
