using System.Security.Authentication;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Client.Watching;

/// <summary>The action of a watch after a stream has ended.</summary>
enum StreamEndAction
{
    Resume,
    ResumeImmediately,
    RestartWithSnapshot,
    Fail,
}

/// <summary>Tells temporary stream ends from permanent errors.</summary>
static class StreamEndClassifier
{
    /// <param name="failure">Null if the stream ended without a status or timed out. A Watch never ends successfully.</param>
    /// <param name="wasAlive">Whether this watch has reached a position that can be resumed.</param>
    public static StreamEndAction Classify(RpcException? failure, bool wasAlive)
    {
        if (failure is null)
        {
            return StreamEndAction.Resume;
        }

        // A retry does not help: an unreadable message stays unreadable, and an operator has to fix a rejected certificate.
        if (ConnectionErrors.IsCauseOf<InvalidProtocolBufferException>(failure)
            || ConnectionErrors.IsCauseOf<AuthenticationException>(failure))
        {
            return StreamEndAction.Fail;
        }

        var details = failure.GetErrorDetails();
        return failure.StatusCode switch
        {
            StatusCode.Unavailable => details.Reason is ErrorReason.StreamRecycled or ErrorReason.ServerDraining
                ? StreamEndAction.ResumeImmediately
                : StreamEndAction.Resume,
            // The client did not ask for this: the server gave up a blocked write, or a proxy cut the stream. The client sets no deadline
            // on a stream, so an expired deadline is not the caller's.
            StatusCode.Cancelled or StatusCode.DeadlineExceeded => StreamEndAction.Resume,
            StatusCode.ResourceExhausted => MayPass(failure, details, wasAlive) ? StreamEndAction.Resume : StreamEndAction.Fail,
            StatusCode.Internal or StatusCode.Unknown => CameFromTheWay(failure, details) ? StreamEndAction.Resume : StreamEndAction.Fail,
            StatusCode.OutOfRange => details.Reason is ErrorReason.StoreReplaced or ErrorReason.RevisionInFuture
                or ErrorReason.RevisionCompacted
                ? StreamEndAction.RestartWithSnapshot
                : StreamEndAction.Fail,
            _ => StreamEndAction.Fail,
        };
    }

    /// <summary>Whether a new access token fixes the error.</summary>
    public static bool IsExpiry(RpcException failure) =>
        failure.StatusCode == StatusCode.Unauthenticated && failure.GetErrorDetails().Reason == ErrorReason.CredentialsExpired;

    // The server may still count the broken stream, so a watch that was within the limit before retries.
    static bool MayPass(RpcException failure, ErrorDetails details, bool wasAlive) =>
        details.Reason == ErrorReason.SlowConsumer || details.RetryDelay is not null
        || (details.Reason == ErrorReason.LimitExceeded && wasAlive) || ConnectionErrors.IsCauseOf(failure);

    // Every error of the service has a reason. An error without a reason comes from a proxy, or from this process after the connection
    // broke.
    static bool CameFromTheWay(RpcException failure, ErrorDetails details) =>
        details.ReasonName.Length == 0 && (failure.Status.DebugException is null || ConnectionErrors.IsCauseOf(failure));
}
