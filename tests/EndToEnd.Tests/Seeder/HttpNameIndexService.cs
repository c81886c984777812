using Grpc.Core;
using KosovoNato.Recognitions.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KosovoNato.EndToEnd.Tests.Seeder;

/// <summary>The fake service on a port, for callers with an API key.</summary>
internal sealed class HttpNameIndexService(NameIndexService service, string key) : RecognitionService.RecognitionServiceBase
{
    internal static async Task<(WebApplication Host, string Address)> StartAsync(
        NameIndexService service, string key, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new HttpNameIndexService(service, key));
        var host = builder.Build();
        host.MapGrpcService<HttpNameIndexService>();
        await host.StartAsync(cancellationToken);
        var addresses = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return (host, addresses.Single());
    }

    public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context) =>
        Answer<ListSourcesResponse>(request, context);

    public override Task<ListStatesResponse> ListStates(ListStatesRequest request, ServerCallContext context) =>
        Answer<ListStatesResponse>(request, context);

    public override Task<ListOrganizationsResponse> ListOrganizations(ListOrganizationsRequest request, ServerCallContext context) =>
        Answer<ListOrganizationsResponse>(request, context);

    public override Task<ListCountingRulesResponse> ListCountingRules(ListCountingRulesRequest request, ServerCallContext context) =>
        Answer<ListCountingRulesResponse>(request, context);

    public override Task<ListMembershipsResponse> ListMemberships(ListMembershipsRequest request, ServerCallContext context) =>
        Answer<ListMembershipsResponse>(request, context);

    public override Task<ListRecognitionsResponse> ListRecognitions(ListRecognitionsRequest request, ServerCallContext context) =>
        Answer<ListRecognitionsResponse>(request, context);

    public override Task<ListQuestionsResponse> ListQuestions(ListQuestionsRequest request, ServerCallContext context) =>
        Answer<ListQuestionsResponse>(request, context);

    public override Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context) =>
        Answer<ListPositionsResponse>(request, context);

    public override Task<ListBallotsResponse> ListBallots(ListBallotsRequest request, ServerCallContext context) =>
        Answer<ListBallotsResponse>(request, context);

    public override Task<BatchWriteResponse> BatchWrite(BatchWriteRequest request, ServerCallContext context) =>
        Answer<BatchWriteResponse>(request, context);

    private Task<T> Answer<T>(object request, ServerCallContext context) =>
        context.RequestHeaders.GetValue("authorization") == $"Bearer {key}"
            ? Task.FromResult(service.Handle<T>(request))
            : throw new RpcException(new Status(StatusCode.Unauthenticated, "the call needs a key"));
}
