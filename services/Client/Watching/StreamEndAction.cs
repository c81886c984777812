using System.Security.Authentication;
using Google.Protobuf;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Client.Watching;

/// <summary>What a watch does after the end of a stream.</summary>
enum StreamEndAction
{
    Resume,
    ResumeImmediately,
    RestartWithSnapshot,
    Fail,
}

/// <summary>Tells ends that pass from errors that stay.</summary>
static class StreamEndClassifier
{
    /// <param name="failure">Null if the stream ended without a status or fell silent; a Watch never ends well by itself.</param>
    /// <param name="wasAlive">Whether this watch has got anywhere before.</param>
    public static StreamEndAction Classify(RpcException? failure, bool wasAlive)
    {
        if (failure is null)
        {
            return StreamEndAction.Resume;
        }

        // What cannot be read now cannot be read the next time; a certificate that is refused is for somebody to look at.
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
            // Not asked for: the server gave up a blocked write, or something on the way cut the stream. The client sets no
            // deadline on a stream, so one that passed was not the caller's.
            StatusCode.Cancelled or StatusCode.DeadlineExceeded => StreamEndAction.Resume,
            StatusCode.ResourceExhausted => MayPass(failure, details, wasAlive) ? StreamEndAction.Resume : StreamEndAction.Fail,
            StatusCode.Internal or StatusCode.Unknown => CameFromTheWay(failure, details) ? StreamEndAction.Resume : StreamEndAction.Fail,
            StatusCode.OutOfRange => details.Reason is ErrorReason.DatasetChanged or ErrorReason.RevisionInFuture
                or ErrorReason.RevisionCompacted
                ? StreamEndAction.RestartWithSnapshot
                : StreamEndAction.Fail,
            _ => StreamEndAction.Fail,
        };
    }

    /// <summary>Whether a new access token mends it.</summary>
    public static bool IsExpiry(RpcException failure) =>
        failure.StatusCode == StatusCode.Unauthenticated && failure.GetErrorDetails().Reason == ErrorReason.AccessExpired;

    // The server may still count the stream that broke off, so a watch that was within the limit before is patient with it.
    static bool MayPass(RpcException failure, ErrorDetails details, bool wasAlive) =>
        details.Reason == ErrorReason.SlowConsumer || details.RetryDelay is not null
        || (details.Reason == ErrorReason.LimitExceeded && wasAlive) || ConnectionErrors.IsCauseOf(failure);

    // Every error of the service names a reason. One without was made by a proxy, or here: then by a broken connection.
    static bool CameFromTheWay(RpcException failure, ErrorDetails details) =>
        details.ReasonName.Length == 0 && (failure.Status.DebugException is null || ConnectionErrors.IsCauseOf(failure));
}
