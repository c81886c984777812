using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace KosovoNato.Client;

/// <summary>
/// Tells errors of the connection from those of the service. gRPC gives some of them a code that says nothing: a server that is
/// renewed closes its connections, and a call that was just on its way ends with INTERNAL.
/// </summary>
static class BrokenConnection
{
    /// <summary>Whether a broken connection is what ended the call. Every error of the service itself names a reason.</summary>
    public static bool Ended(RpcException failure) =>
        failure.StatusCode is StatusCode.Internal or StatusCode.Unknown && failure.Details().ReasonName.Length == 0 && Caused(failure)
        // A certificate that is refused is for somebody to look at.
        && !Caused<AuthenticationException>(failure);

    public static bool Caused(RpcException failure) =>
        Caused<IOException>(failure) || Caused<HttpRequestException>(failure) || Caused<SocketException>(failure);

    public static bool Caused<T>(RpcException failure)
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
