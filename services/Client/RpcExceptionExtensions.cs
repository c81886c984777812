using Grpc.Core;

namespace KosovoNato.Client;

public static class RpcExceptionExtensions
{
    /// <summary>Returns the details of an error. They are empty if the error has none, or if they cannot be read.</summary>
    public static ErrorDetails GetErrorDetails(this RpcException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return ErrorDetails.Of(error);
    }
}
