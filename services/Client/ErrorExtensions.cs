using Grpc.Core;

namespace KosovoNato.Client;

public static class ErrorExtensions
{
    /// <summary>Reads why a call was refused. Never throws: an error without details gives empty ones.</summary>
    public static ErrorDetails Details(this RpcException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return ErrorDetails.Of(error);
    }
}
