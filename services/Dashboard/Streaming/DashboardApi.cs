using Grpc.Core;
using KosovoNato.Dashboard.V1;
using KosovoNato.Kernel.Errors;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Streaming;

/// <summary>The merged stream as gRPC and gRPC-Web.</summary>
sealed class DashboardApi(MergedStream merged, IOptions<DashboardOptions> options, TimeProvider timeProvider)
    : DashboardService.DashboardServiceBase
{
    public override async Task WatchAll(
        WatchAllRequest request, IServerStreamWriter<WatchAllResponse> responseStream, ServerCallContext context)
    {
        try
        {
            await foreach (var message in merged.FollowAsync(request, OnInvalidToken.Reject, context.CancellationToken))
            {
                await responseStream.WriteAsync(message, context.CancellationToken).WaitAsync(options.Value.WriteTimeout, timeProvider);
            }
        }
        catch (ApiException refusal)
        {
            throw refusal.ToRpcException();
        }
        catch (TimeoutException)
        {
            // A client that does not read cannot receive an error either: close its connection, and it resumes.
            context.GetHttpContext().Abort();
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // The page was closed.
        }
    }
}
