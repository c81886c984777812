using System.Net;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Client.Calls;

namespace KosovoNato.Client;

/// <summary>The connections to one service, with the caller's credential, deadlines and retries. Each typed client owns one.</summary>
sealed class ServiceChannel : IAsyncDisposable
{
    // A write of up to 1,000 resources is one revision, and so one message of a Watch; a page holds as many. gRPC's default limit of 4 MB
    // would make such a revision unreadable.
    const int MaxAnswerBytes = 64 * 1024 * 1024;

    readonly GrpcChannel[] channels;
    readonly AccessTokenCache? token;
    readonly CancellationTokenSource closing = new();

    public ServiceChannel(ClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        token = TokenOf(options);
        channels = [.. Enumerable.Range(0, options.ConnectionsPerHost).Select(_ => Open(options, token))];
        Invoker = new RoundRobinInvoker([.. channels.Select(channel => channel.CreateCallInvoker())])
            .Intercept(new DeadlineRetryInterceptor(options));
    }

    public CallInvoker Invoker { get; }

    /// <summary>Cancelled when the client is disposed.</summary>
    public CancellationToken Closing => closing.Token;

    public async ValueTask DisposeAsync()
    {
        // End the watches first, so that they do not try to resume on a closed channel.
        await closing.CancelAsync().ConfigureAwait(false);
        foreach (var channel in channels)
        {
            channel.Dispose();
        }

        token?.Dispose();
    }

    // A channel opens its connections on first use, so nothing waits here, and an unavailable service is not an error yet.
    static GrpcChannel Open(ClientOptions options, AccessTokenCache? token)
    {
        var settings = new GrpcChannelOptions
        {
            HttpHandler = token is null ? Sockets(options) : new BearerTokenHandler(token, Sockets(options)),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxAnswerBytes,
        };
        return options.AdditionalAddresses.Count == 0
            ? GrpcChannel.ForAddress(options.Address, settings)
            : LoadBalancedChannel.Open(options, settings);
    }

    static AccessTokenCache? TokenOf(ClientOptions options) =>
        options.AccessTokenProvider is { } source ? new(source, options.TimeProvider)
        : options.ApiKey is { } key ? new(_ => new(key), options.TimeProvider)
        : null;

    static SocketsHttpHandler Sockets(ClientOptions options) => new()
    {
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Replicas come and go: new connections find the new ones in time. Calls and streams in flight keep their connection.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        // Detect a dead connection within half a minute, also while no call is in flight.
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        // HTTP/2 without TLS does not work through a proxy, and a proxy from the environment would see a key meant for this machine.
        UseProxy = options.Address.Scheme == Uri.UriSchemeHttps,
        SslOptions = options.Tls ?? new(),
    };
}
