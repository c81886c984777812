using System.Net.Security;
using System.Text;

namespace KosovoNato.Client;

/// <summary>The settings of a client. Invalid settings are rejected, all at once, when the client is created.</summary>
public sealed record ClientOptions
{
    /// <summary>
    /// The address of the service: <c>https://host[:port]</c>, or <c>http://host:port</c> for HTTP/2 without TLS. Required.
    /// </summary>
    public required Uri Address { get; init; }

    /// <summary>
    /// The addresses of further replicas of the same service, with the scheme of <see cref="Address"/>. Default: none. Calls go to all
    /// replicas in turn, and an unavailable replica is skipped until it is available again. A name that resolves to several addresses needs
    /// no entry here.
    /// </summary>
    public IReadOnlyList<Uri> AdditionalAddresses { get; init; } = [];

    /// <summary>
    /// The caller's API key, sent as a bearer token. Default: none. Over <c>http://</c> it may only be sent to this machine, because anyone
    /// on the network path could read it.
    /// </summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// A function that returns an access token, used instead of <see cref="ApiKey"/>. Default: none. It is called on first use, shortly
    /// before the token expires (if it is a JSON Web Token), and after a service rejected the token. A rejected call is then retried once,
    /// and a Watch whose token expired resumes where it was. If the function fails, the call behaves as if the service were unreachable.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? AccessTokenProvider { get; init; }

    /// <summary>
    /// The TLS settings for https. Default: trust the certificate authorities of the machine, and send no client certificate.
    /// </summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>
    /// The time limit of a unary call, including retries, unless the call has its own deadline. Default 10 s, 1 s to 30 s.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The time limit of one attempt of a write, after which it is retried with the same request ID. The last attempt gets all the
    /// remaining time. Default 4 s, 50 ms to 30 s. Reads have no such limit, because they may ask the service to wait.
    /// </summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The maximum number of attempts of a unary call. Default 5, 1 (no retry) to 20. A Watch is resumed without limit.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The maximum delay before the first retry. It doubles with each further retry. Default 100 ms, 10 ms to 10 s.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The maximum delay before any retry. Default 10 s, <see cref="InitialBackoff"/> to 5 min.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The number of connections over which calls are spread. Default 1, 1 to 16. More than about a hundred concurrent calls on one
    /// connection slow each other down. If a connection reaches the server's limit of streams, another one is opened automatically.
    /// </summary>
    public int ConnectionsPerHost { get; init; } = 1;

    /// <summary>
    /// The clock for delays, deadlines and idle timeouts. Default: the system clock. gRPC itself measures deadlines by the system clock, so
    /// another clock must show about the same time.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentNullException.ThrowIfNull(AdditionalAddresses);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        var wrong = ClientOptionsValidator.Of(this);
        if (wrong.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", wrong));
        }
    }

    // The generated text of a record would show the API key in every log that prints the options.
    bool PrintMembers(StringBuilder text)
    {
        text.Append(
            $"Address = {string.Join(' ', AdditionalAddresses.Prepend(Address))}, ApiKey = "
            + $"{(ApiKey is null ? "none" : "set")}, AccessTokenProvider = {(AccessTokenProvider is null ? "none" : "set")}, Tls = "
            + $"{(Tls is null ? "none" : "set")}, CallTimeout = {CallTimeout}, "
            + $"AttemptTimeout = {AttemptTimeout}, MaxAttempts = {MaxAttempts}, InitialBackoff = {InitialBackoff}, "
            + $"MaxBackoff = {MaxBackoff}, ConnectionsPerHost = {ConnectionsPerHost}");
        return true;
    }
}
