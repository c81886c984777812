using System.Reflection;
using Grpc.Core;
using KosovoNato.Testing;

namespace KosovoNato.Recommendations.Tests.Api;

public sealed class OddRequestTests(SharedStores stores)
{
    static readonly HashSet<StatusCode> Expected =
    [
        StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.AlreadyExists, StatusCode.FailedPrecondition, StatusCode.Aborted, StatusCode.OutOfRange,
    ];

    [Fact]
    public Task No_request_however_odd_is_answered_with_a_fault() => RunningService.On(stores, async service =>
    {
        var seed = Random.Shared.Next();
        var requests = new OddRequests(seed);
        await service.Situation.DocumentAsync();
        await service.Situation.OpenAsync("R1");
        await service.Situation.DraftAsync("R1.1", "R1");
        Dictionary<StatusCode, int> seen = [];
        for (var round = 0; round < Heavy.Rounds(100, 2_000); round++)
        {
            foreach (var method in RecommendationService.Descriptor.Methods.Where(method => !method.IsServerStreaming))
            {
                var request = requests.Next(method.InputType);
                var status = await StatusOfAsync(service, method.Name, request);
                Assert.True(Expected.Contains(status), $"{method.Name} answers {status} to {request} (seed {seed})");
                seen[status] = seen.GetValueOrDefault(status) + 1;
            }
        }

        // The requests are odd, but not so odd that none gets through.
        Assert.True(seen.GetValueOrDefault(StatusCode.OK) > 20, string.Join(", ", seen));
    });

    static async Task<StatusCode> StatusOfAsync(RunningService service, string method, object request)
    {
        var call = typeof(RecommendationService.RecommendationServiceClient).GetMethod($"{method}Async", [request.GetType(), typeof(CallOptions)])!;
        var options = new CallOptions(cancellationToken: TestContext.Current.CancellationToken, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30));
        try
        {
            var answer = call.Invoke(service.Client, [request, options])!;
            await (Task)answer.GetType().GetProperty("ResponseAsync", BindingFlags.Public | BindingFlags.Instance)!.GetValue(answer)!;
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }
}
