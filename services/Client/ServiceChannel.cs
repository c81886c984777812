using System.Net;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using KosovoNato.Client.Calls;

namespace KosovoNato.Client;

/// <summary>The way to one service: its connections, the caller's key, deadlines and repeats. Each typed client owns one.</summary>
sealed class ServiceChannel : IAsyncDisposable
{
    // A write of a thousand resources is one revision, and so one message of a Watch; a page holds as many. gRPC's own
    // limit of 4 MB would make such a revision unreadable for ever.
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

    /// <summary>Is cancelled when the client is disposed of.</summary>
    public CancellationToken Closing => closing.Token;

    public async ValueTask DisposeAsync()
    {
        // First the watches, so that they end by themselves and do not try to resume on a closed channel.
        await closing.CancelAsync().ConfigureAwait(false);
        foreach (var channel in channels)
        {
            channel.Dispose();
        }

        token?.Dispose();
    }

    // A channel opens its connections when it needs them, so nothing waits here and a service that is away is no error yet.
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
        // Replicas come and go: new calls find the new ones in time. Calls that are under way, and streams, stay.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        // A connection that died without a word is noticed within half a minute, also while nothing is asked.
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        // HTTP/2 without TLS does not pass a proxy, and one from the environment would see a key meant for this machine.
        UseProxy = options.Address.Scheme == Uri.UriSchemeHttps,
        SslOptions = options.Tls ?? new(),
    };
}
