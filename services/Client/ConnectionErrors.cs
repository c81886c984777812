using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace KosovoNato.Client;

/// <summary>
/// Tells connection errors from service errors. gRPC reports some connection errors with an unspecific code: a server that is replaced
/// closes its connections, and a call in flight ends with INTERNAL.
/// </summary>
static class ConnectionErrors
{
    /// <summary>Whether a broken connection ended the call. Every error of the service itself has a reason.</summary>
    public static bool EndedCall(RpcException failure) =>
        failure.StatusCode is StatusCode.Internal or StatusCode.Unknown && failure.GetErrorDetails().ReasonName.Length == 0
        && IsCauseOf(failure)
        // A retry does not help against a rejected certificate: an operator has to fix it.
        && !IsCauseOf<AuthenticationException>(failure);

    public static bool IsCauseOf(RpcException failure) =>
        IsCauseOf<IOException>(failure) || IsCauseOf<HttpRequestException>(failure) || IsCauseOf<SocketException>(failure);

    public static bool IsCauseOf<T>(RpcException failure)
        where T : Exception
    {
        var cause = failure.Status.DebugException;
        while (cause is not null and not T)
        {
            cause = cause.InnerException;
        }

        return cause is T;
    }
}
