using System.Net.Security;
using System.Text;

namespace KosovoNato.Client;

/// <summary>Settings of a client. Wrong ones are refused, all at once, when the client is made.</summary>
public sealed record ClientOptions
{
    /// <summary>Where the service is: <c>https://host[:port]</c>, or <c>http://host:port</c> for HTTP/2 without TLS. Required.</summary>
    public required Uri Address { get; init; }

    /// <summary>
    /// Further replicas of the same service, with the scheme of <see cref="Address"/>. Default: none. Calls go to all of them in
    /// turn, and one that is away is left out until it is back. A name that leads to several addresses needs no entry here.
    /// </summary>
    public IReadOnlyList<Uri> AdditionalAddresses { get; init; } = [];

    /// <summary>
    /// The caller's key, sent as a bearer token. Default: none. Over <c>http://</c> it is only allowed to this machine,
    /// because everybody on the way could read it.
    /// </summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Gets an access token, in place of <see cref="ApiKey"/>. Asked at first need, shortly before the token ends (if it is a JSON Web
    /// Token) and when a service says that it has ended; then the call is tried once more, and a Watch goes on where it was. If it
    /// fails, that is as if the service could not be reached. Default: none.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? AccessTokenProvider { get; init; }

    /// <summary>Whom to believe at https, and which certificate to show. Default: the authorities of the machine, and none.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>
    /// How long a unary call may take in all, repeats included, if the call does not say so itself. Default 10 s, 1 s to 30 s.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long one attempt of a write may take before it is repeated with the same request id; the last attempt gets all
    /// the time that is left. Default 4 s, 50 ms to 30 s. Reads wait for the whole deadline: they may ask to.
    /// </summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How often a unary call is tried in all. Default 5, 1 (never repeat) to 20. A Watch is resumed without end.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The longest pause before the first repeat; it doubles with each further one. Default 100 ms, 10 ms to 10 s.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause of all. Default 10 s, <see cref="InitialBackoff"/> to 5 min.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Over how many connections calls are spread. Default 1, 1 to 16. More than about a hundred calls at once on one
    /// connection slow each other down; a connection that has reached the server's limit of streams gets a sister by itself.
    /// </summary>
    public int ConnectionsPerHost { get; init; } = 1;

    /// <summary>
    /// The clock for pauses, deadlines and silence. Default: the system's. gRPC itself measures deadlines by the system's
    /// clock, so another one must show about the same time.
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

    // The generated text of a record would show the key in every log that prints the settings.
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
