using Grpc.Core;
using KosovoNato.Client;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>The details of an error response.</summary>
static class ErrorAssert
{
    public static async Task<RpcException> By<T>(AsyncUnaryCall<T> call) =>
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

    /// <summary>The public reason, or empty if the error did not come from the service.</summary>
    public static string Reason(this RpcException error) => error.GetErrorDetails().ReasonName;

    public static T? Detail<T>(this RpcException error) where T : class, Google.Protobuf.IMessage<T>, new() =>
        error.GetRpcStatus()?.GetDetail<T>();
}
