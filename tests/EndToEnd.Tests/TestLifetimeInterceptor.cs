using Grpc.Core;
using Grpc.Core.Interceptors;

namespace KosovoNato.EndToEnd.Tests;

/// <summary>Cancels calls without a token of their own when their test ends, and adds the API key to every call.</summary>
sealed class TestLifetimeInterceptor(string key) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Bind(context));

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Bind(context));

    ClientInterceptorContext<TRequest, TResponse> Bind<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var headers = new Metadata { { "authorization", $"Bearer {key}" } };
        foreach (var header in context.Options.Headers ?? [])
        {
            headers.Add(header);
        }

        var options = context.Options.WithHeaders(headers);
        return new(context.Method, context.Host,
            options.CancellationToken.CanBeCanceled ? options : options.WithCancellationToken(TestContext.Current.CancellationToken));
    }
}
