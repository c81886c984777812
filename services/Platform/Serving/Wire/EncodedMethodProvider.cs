using System.Reflection;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Serving.Wire;

/// <summary>
/// Binds the methods of a service as the library does, except that a response with existing bytes (<see cref="IEncodedAnswer"/>) is written
/// unchanged.
/// </summary>
sealed class EncodedMethodProvider<TService> : IServiceMethodProvider<TService> where TService : class
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>() is { } attribute)
            {
                var bind = attribute.BindType.GetMethod(
                    attribute.BindMethodName, BindingFlags.Public | BindingFlags.Static, [typeof(ServiceBinderBase), type])!;
                bind.Invoke(null, [new Binder(context), null]);
                return;
            }
        }
    }

    sealed class Binder(ServiceMethodProviderContext<TService> context) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            var call = Implementation(method, typeof(UnaryServerMethod<TService, TRequest, TResponse>));
            context.AddUnaryMethod(Encoding(method), Metadata(call.Method), (UnaryServerMethod<TService, TRequest, TResponse>)call);
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var call = Implementation(method, typeof(ServerStreamingServerMethod<TService, TRequest, TResponse>));
            context.AddServerStreamingMethod(
                Encoding(method), Metadata(call.Method), (ServerStreamingServerMethod<TService, TRequest, TResponse>)call);
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var call = Implementation(method, typeof(ClientStreamingServerMethod<TService, TRequest, TResponse>));
            context.AddClientStreamingMethod(
                method, Metadata(call.Method), (ClientStreamingServerMethod<TService, TRequest, TResponse>)call);
        }

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        {
            var call = Implementation(method, typeof(DuplexStreamingServerMethod<TService, TRequest, TResponse>));
            context.AddDuplexStreamingMethod(
                method, Metadata(call.Method), (DuplexStreamingServerMethod<TService, TRequest, TResponse>)call);
        }

        /// <summary>Creates an open delegate of the service's method: its first parameter is the service.</summary>
        static Delegate Implementation<TRequest, TResponse>(Method<TRequest, TResponse> method, Type type)
            where TRequest : class
            where TResponse : class =>
            Delegate.CreateDelegate(
                type, typeof(TService).GetMethod(
                    method.Name, [.. type.GetMethod("Invoke")!.GetParameters()[1..].Select(p => p.ParameterType)])!);

        static List<object> Metadata(MethodInfo method) =>
            [.. typeof(TService).GetCustomAttributes(inherit: true), .. method.GetCustomAttributes(inherit: true),
                new HttpMethodMetadata(["POST"], acceptCorsPreflight: true)];

        static Method<TRequest, TResponse> Encoding<TRequest, TResponse>(Method<TRequest, TResponse> method)
            where TRequest : class
            where TResponse : class =>
            new(method.Type, method.ServiceName, method.Name,
                Marshallers.Create(
                    method.RequestMarshaller.ContextualSerializer, context => Deserialize(method.RequestMarshaller, context)),
                typeof(IEncodedAnswer).IsAssignableFrom(typeof(TResponse))
                    ? Marshallers.Create(Serialize, method.ResponseMarshaller.ContextualDeserializer)
                    : method.ResponseMarshaller);

        /// <summary>
        /// Rejects invalid requests with the service's own errors. The library would return UNKNOWN, and no interceptor runs before this.
        /// </summary>
        static TRequest Deserialize<TRequest>(Marshaller<TRequest> marshaller, DeserializationContext context)
        {
            if (context.PayloadLength > RequestLimits.MaxRequestBytes)
            {
                throw RequestLimits.TooLarge(context.PayloadLength).ToRpcException();
            }

            try
            {
                return marshaller.ContextualDeserializer(context);
            }
            catch (InvalidProtocolBufferException)
            {
                throw RequestLimits.MalformedMessage().ToRpcException();
            }
        }

        static void Serialize<TResponse>(TResponse answer, SerializationContext context)
        {
            if (answer is IEncodedAnswer { Encoded: { } body })
            {
                context.SetPayloadLength(body.Length);
                body.WriteTo(context.GetBufferWriter());
            }
            else
            {
                var message = (IMessage)answer!;
                context.SetPayloadLength(message.CalculateSize());
                message.WriteTo(context.GetBufferWriter());
            }

            context.Complete();
        }
    }
}

static class EncodedMethods
{
    /// <summary>Replaces the library's binding of gRPC methods with this one. The binding for JSON stays.</summary>
    public static void Bind(IServiceCollection services)
    {
        var own = services.First(
            s => s.ServiceType == typeof(IServiceMethodProvider<>)
            && s.ImplementationType!.Name.StartsWith("BinderServiceMethodProvider", StringComparison.Ordinal));
        services.Remove(own);
        services.AddSingleton(typeof(IServiceMethodProvider<>), typeof(EncodedMethodProvider<>));
    }
}
