using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using KosovoNato.Changes.V1;

namespace KosovoNato.Platform.Neighbors;

/// <summary>
/// Watches a neighbor in the form that all services share: whose resources they are does not matter here. One watch serves
/// one attempt to catch up; who is cut off starts again from where it is.
/// </summary>
sealed class NeighborWatch : IDisposable
{
    // A write of a thousand resources is one revision, and so one message.
    const int MaxAnswerBytes = 64 << 20;

    static readonly Marshaller<ChangeWatchRequest> Requests = Of(ChangeWatchRequest.Parser);
    static readonly Marshaller<ChangeWatchResponse> Responses = Of(ChangeWatchResponse.Parser);

    readonly GrpcChannel channel;
    readonly Method<ChangeWatchRequest, ChangeWatchResponse> method;

    /// <param name="service">The full name of the neighbor's gRPC service.</param>
    public NeighborWatch(Uri address, string service)
    {
        channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = MaxAnswerBytes });
        method = new(MethodType.ServerStreaming, service, "Watch", Requests, Responses);
    }

    /// <summary>
    /// Its messages, from where the request says, until the reader stops. Ends with DEADLINE_EXCEEDED when the neighbor says
    /// nothing for longer than <paramref name="silence"/>: then the connection is dead, whatever it looks like.
    /// </summary>
    public async IAsyncEnumerable<ChangeWatchResponse> ReadAsync(
        ChangeWatchRequest request, TimeSpan silence, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(method, null, new CallOptions(cancellationToken: cancel), request);
        while (await NextAsync(call.ResponseStream, silence, cancel))
        {
            yield return call.ResponseStream.Current;
        }
    }

    static async Task<bool> NextAsync(IAsyncStreamReader<ChangeWatchResponse> stream, TimeSpan silence, CancellationToken cancel)
    {
        try
        {
            return await stream.MoveNext(cancel).WaitAsync(silence, cancel);
        }
        catch (TimeoutException)
        {
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, $"It said nothing for {silence.TotalSeconds:0} s."));
        }
    }

    public void Dispose() => channel.Dispose();

    static Marshaller<T> Of<T>(MessageParser<T> parser) where T : IMessage<T> =>
        Marshallers.Create(message => message.ToByteArray(), bytes => parser.ParseFrom(bytes));
}
