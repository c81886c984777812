using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Health.V1;
using Grpc.Reflection;
using KosovoNato.Errors.V1;
using KosovoNato.Serving.Access;
using KosovoNato.Storage;
using Microsoft.Extensions.DependencyInjection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using V1 = Grpc.Reflection.V1;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace KosovoNato.Hosting;

/// <summary>
/// Registers gRPC reflection for a service. By default the library describes only the files that a service depends on. The details of
/// errors are packed in Any, so no service depends on their files, and tools would show them as base64. They are added here.
/// </summary>
static class ReflectionServiceCollectionExtensions
{
    static readonly FileDescriptor[] ErrorFiles =
        [StatusReflection.Descriptor, CodeReflection.Descriptor, ErrorDetailsReflection.Descriptor, ErrorsReflection.Descriptor];

    public static void Add(IServiceCollection services, Schema schema)
    {
        ServiceDescriptor[] described =
        [
            RpcPermissions.Of(schema.GrpcService).Service,
            Health.Descriptor,
            V1.ServerReflection.Descriptor,
            V1Alpha.ServerReflection.Descriptor,
        ];
        var names = described.Select(service => service.FullName).ToList();
        var symbols = SymbolRegistry.FromFiles([.. described.Select(service => service.File), .. ErrorFiles]);
        // The library registers its own instances only if there are none.
        services.AddSingleton(new ReflectionServiceImpl(names, symbols));
        services.AddSingleton(new ReflectionV1ServiceImpl(names, symbols));
        services.AddGrpcReflection();
    }
}
