using Grpc.Core;
using Grpc.Reflection.V1;
using KosovoNato.Platform.Tests.Access;
using KosovoNato.Testing;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>Tools such as grpcurl can decode everything that a service sends, including what is packed in Any.</summary>
public sealed class ReflectionTests(SharedStores stores)
{
    static readonly string[] Errors =
    [
        "google.rpc.Status", "google.rpc.Code", "google.rpc.ErrorInfo", "google.rpc.BadRequest", "google.rpc.RetryInfo",
        "google.rpc.PreconditionFailure", "google.rpc.QuotaFailure", "google.rpc.ResourceInfo", "google.rpc.DebugInfo", "google.rpc.Help",
        "google.rpc.RequestInfo", "google.rpc.LocalizedMessage", "google.protobuf.Any", "google.protobuf.Duration",
        "kosovonato.errors.v1.ErrorReason",
    ];

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("recognitions", "kosovonato.recognitions.v1.RecognitionsChanged")]
    [InlineData("milestones", "kosovonato.milestones.v1.MilestonesChanged")]
    [InlineData("recommendations", "kosovonato.recommendations.v1.RecommendationsChanged")]
    public async Task Every_message_that_a_service_sends_is_found(string name, string change)
    {
        await using var service = await RunningService.StartAsync(stores, [], name);
        var reflection = new ServerReflection.ServerReflectionClient(service.Channel);
        using var call = reflection.ServerReflectionInfo(cancellationToken: Cancelled);
        var alpha = new V1Alpha.ServerReflection.ServerReflectionClient(service.Channel);
        using var alphaCall = alpha.ServerReflectionInfo(cancellationToken: Cancelled);
        foreach (var symbol in (string[])[.. Errors, change, service.Descriptor.FullName, "grpc.health.v1.Health"])
        {
            var answer = await AskAsync(call, new ServerReflectionRequest { FileContainingSymbol = symbol });
            Assert.True(answer.FileDescriptorResponse?.FileDescriptorProto.Count > 0, $"{symbol}: {answer}");
            var alphaAnswer = await AskAsync(alphaCall, new V1Alpha.ServerReflectionRequest { FileContainingSymbol = symbol });
            Assert.True(alphaAnswer.FileDescriptorResponse?.FileDescriptorProto.Count > 0, $"{symbol}: {alphaAnswer}");
        }

        var file = await AskAsync(call, new ServerReflectionRequest { FileByFilename = "google/rpc/error_details.proto" });
        Assert.NotEmpty(file.FileDescriptorResponse.FileDescriptorProto);
        var listed = (await AskAsync(call, new ServerReflectionRequest { ListServices = "" })).ListServicesResponse.Service;
        Assert.Equal(
            ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
                service.Descriptor.FullName],
            listed.Select(one => one.Name).Order(StringComparer.Ordinal));
        service.Errors.AssertNone();
    }

    static async Task<TResponse> AskAsync<TRequest, TResponse>(AsyncDuplexStreamingCall<TRequest, TResponse> call, TRequest request)
    {
        await call.RequestStream.WriteAsync(request, Cancelled);
        Assert.True(await call.ResponseStream.MoveNext(Cancelled).WithinAsync(20));
        return call.ResponseStream.Current;
    }
}
