using System.Collections.Concurrent;
using Grpc.Core;

namespace KosovoNato.Client.Tests;

/// <summary>The scripted behavior of one RPC of the fake service, call by call. A call without a step is rejected and recorded.</summary>
sealed class Script<TRequest, TStep>
{
    readonly ConcurrentQueue<TStep> steps = new();
    readonly ConcurrentQueue<Call> calls = new();

    public IReadOnlyList<Call> Calls => [.. calls];

    public IReadOnlyList<TRequest> Requests => [.. calls.Select(call => call.Request)];

    /// <summary>Adds the next steps.</summary>
    public void Then(params ReadOnlySpan<TStep> next)
    {
        foreach (var step in next)
        {
            steps.Enqueue(step);
        }
    }

    public TStep Take(TRequest request, ServerCallContext context)
    {
        calls.Enqueue(new(request, context.RequestHeaders.GetValue("authorization"), context.Deadline));
        return steps.TryDequeue(out var step)
            ? step
            : throw new RpcException(new Status(StatusCode.FailedPrecondition, "The script of this test has ended."));
    }

    /// <summary>A recorded call; its context is not valid after the call.</summary>
    public sealed record Call(TRequest Request, string? Authorization, DateTime Deadline);
}
