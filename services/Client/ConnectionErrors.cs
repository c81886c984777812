using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace KosovoNato.Client;

/// <summary>
/// Tells errors of the connection from those of the service. gRPC gives some of them a code that says nothing: a server that is
/// renewed closes its connections, and a call that was just on its way ends with INTERNAL.
/// </summary>
static class ConnectionErrors
{
    /// <summary>Whether a broken connection is what ended the call. Every error of the service itself names a reason.</summary>
    public static bool EndedCall(RpcException failure) =>
        failure.StatusCode is StatusCode.Internal or StatusCode.Unknown && failure.GetErrorDetails().ReasonName.Length == 0
        && IsCauseOf(failure)
        // A certificate that is refused is for somebody to look at.
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
