using Grpc.Core;

namespace KosovoNato.Client;

public static class RpcExceptionExtensions
{
    /// <summary>Reads why a call was refused. Never throws: an error without details gives empty ones.</summary>
    public static ErrorDetails GetErrorDetails(this RpcException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return ErrorDetails.Of(error);
    }
}
