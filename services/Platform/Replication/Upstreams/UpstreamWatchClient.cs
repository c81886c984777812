using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using KosovoNato.Changes.V1;

namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// Watches an upstream with the message form that all services share, whatever its resource types. Each watch serves one attempt to catch
/// up; after an interruption, the next attempt continues from the current position.
/// </summary>
sealed class UpstreamWatchClient : IDisposable
{
    // A write of 1,000 resources is one revision, and therefore one message.
    const int MaxAnswerBytes = 64 << 20;

    static readonly Marshaller<ChangeWatchRequest> Requests = Of(ChangeWatchRequest.Parser);
    static readonly Marshaller<ChangeWatchResponse> Responses = Of(ChangeWatchResponse.Parser);

    readonly UpstreamCredential credential;
    readonly UpstreamTls tls;
    readonly GrpcChannel channel;
    readonly Method<ChangeWatchRequest, ChangeWatchResponse> method;

    /// <param name="service">The full name of the upstream's gRPC service.</param>
    public UpstreamWatchClient(Uri address, string service, UpstreamCredential credential, UpstreamTls tls)
    {
        (this.credential, this.tls) = (credential, tls);
        channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, SslOptions = tls.Options },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxAnswerBytes,
        });
        method = new(MethodType.ServerStreaming, service, "Watch", Requests, Responses);
    }

    /// <summary>
    /// Returns the messages of the upstream from the requested start, until the reader stops. Ends with DEADLINE_EXCEEDED if the upstream
    /// sends nothing for longer than <paramref name="silence"/>: the connection is then considered dead.
    /// </summary>
    public async IAsyncEnumerable<ChangeWatchResponse> ReadAsync(
        ChangeWatchRequest request, TimeSpan silence, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var headers = await credential.HeadersAsync(cancel);
        using var call = channel.CreateCallInvoker()
            .AsyncServerStreamingCall(method, null, new CallOptions(headers, cancellationToken: cancel), request);
        while (await NextAsync(call.ResponseStream, silence, cancel))
        {
            yield return call.ResponseStream.Current;
        }
    }

    async Task<bool> NextAsync(IAsyncStreamReader<ChangeWatchResponse> stream, TimeSpan silence, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken).WaitAsync(silence, cancellationToken);
        }
        catch (RpcException ended) when (tls.ClientCertificateSubject is { } shown
            && ended.Status.DebugException is HttpRequestException
            {
                HttpRequestError: HttpRequestError.InvalidResponse
                or HttpRequestError.ResponseEnded
            })
        {
            // In TLS 1.3, a server rejects a certificate after the handshake, by closing the connection without a reason.
            throw new RpcException(new Status(
                ended.StatusCode,
                $"The upstream closed the connection after it was shown the certificate of {shown}. If it rejected the certificate, its "
                + "log has the reason (access.client_certificate_rejected).",
                ended.Status.DebugException));
        }
        catch (TimeoutException)
        {
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, $"The upstream sent nothing for {silence.TotalSeconds:0} s."));
        }
    }

    public void Dispose() => channel.Dispose();

    static Marshaller<T> Of<T>(MessageParser<T> parser) where T : IMessage<T> =>
        Marshallers.Create(message => message.ToByteArray(), bytes => parser.ParseFrom(bytes));
}
