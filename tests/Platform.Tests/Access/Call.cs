using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using KosovoNato.Testing;

namespace KosovoNato.Platform.Tests.Access;

/// <summary>The result of a call.</summary>
/// <param name="Reason">The reason of the error; empty if there is none.</param>
/// <param name="Fact">The metadata value of an access error: "problem", "permission" or "limit".</param>
readonly record struct CallResult(StatusCode Status, string Reason = "", string Fact = "")
{
    public override string ToString() => $"{Status} {Reason} {Fact}".TrimEnd();
}

/// <summary>Calls an RPC by name with any bytes and any credential, and returns the result.</summary>
static class Call
{
    static readonly Marshaller<byte[]> Raw = Marshallers.Create(bytes => bytes, bytes => bytes);

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<CallResult> Bearer(this RunningService service, string rpc, string? credential, byte[]? request = null) =>
        service.With(rpc, credential is null ? [] : [$"Bearer {credential}"], request);

    /// <param name="authorization">The values of the header; each value becomes a header of its own.</param>
    public static async Task<CallResult> With(
        this RunningService service, string rpc, IEnumerable<string> authorization, byte[]? request = null)
    {
        var headers = new Metadata();
        foreach (var value in authorization)
        {
            headers.Add("authorization", value);
        }

        return await Send(service.Channel, service.Descriptor.FindMethodByName(rpc), headers, request ?? []).WithinAsync(20);
    }

    public static async Task<CallResult> Send(GrpcChannel channel, MethodDescriptor rpc, Metadata headers, byte[] request)
    {
        var options = new CallOptions(
            headers, deadline: TimeProvider.System.GetUtcNow().AddSeconds(15).UtcDateTime, cancellationToken: Cancelled);
        var method = new Method<byte[], byte[]>(
            rpc.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary, rpc.Service.FullName, rpc.Name, Raw, Raw);
        try
        {
            if (rpc.IsServerStreaming)
            {
                using var stream = channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, options, request);
                await stream.ResponseStream.MoveNext(Cancelled);
            }
            else
            {
                await channel.CreateCallInvoker().AsyncUnaryCall(method, null, options, request);
            }

            return new CallResult(StatusCode.OK);
        }
        catch (RpcException refused)
        {
            return Of(refused);
        }
    }

    public static CallResult Of(RpcException refused)
    {
        var info = refused.GetRpcStatus()?.GetDetail<ErrorInfo>();
        var fact = info?.Metadata.FirstOrDefault(one => one.Key is "problem" or "permission" or "limit").Value ?? "";
        return new CallResult(refused.StatusCode, info?.Reason ?? "", fact);
    }
}
