using Grpc.Core;
using Grpc.Core.Interceptors;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests.Faults;

/// <summary>
/// Simulates a fault in the Watch of a working service by changing requests or responses in transit, so the product needs no fault
/// switches. It proves that the checker detects such a fault, not that the product cannot have it.
/// </summary>
sealed class FaultyWatch : Interceptor
{
    public Func<WatchRequest, WatchRequest> Request { get; init; } = request => request;

    public Func<WatchResponse, IEnumerable<WatchResponse>> Message { get; init; } = message => [message];

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation((TRequest)(object)Request((WatchRequest)(object)request), context);
        var faulty = (IAsyncStreamReader<TResponse>)(object)new Reader((IAsyncStreamReader<WatchResponse>)call.ResponseStream, Message);
        return new(faulty, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    sealed class Reader(IAsyncStreamReader<WatchResponse> inner, Func<WatchResponse, IEnumerable<WatchResponse>> change)
        : IAsyncStreamReader<WatchResponse>
    {
        readonly Queue<WatchResponse> waiting = new();

        public WatchResponse Current { get; private set; } = null!;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            while (waiting.Count == 0)
            {
                if (!await inner.MoveNext(cancellationToken))
                {
                    return false;
                }

                foreach (var message in change(inner.Current))
                {
                    waiting.Enqueue(message);
                }
            }

            Current = waiting.Dequeue();
            return true;
        }
    }
}
