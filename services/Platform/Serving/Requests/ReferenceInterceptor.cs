using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace KosovoNato.Serving.Requests;

/// <summary>Normalizes the references of every request before the service reads them.</summary>
public sealed class ReferenceInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Normalize(request);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Normalize(request);
        return continuation(request, responseStream, context);
    }

    static void Normalize(object request)
    {
        if (request is IMessage message)
        {
            ReferenceNormalizer.Normalize(message);
        }
    }
}
