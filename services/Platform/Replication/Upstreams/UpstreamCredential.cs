using Grpc.Core;

namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// The credential that a program sends to its upstreams. Its file is read for each attempt, because the platform renews such tokens in
/// place.
/// </summary>
public sealed class UpstreamCredential
{
    readonly string file;

    internal UpstreamCredential(string file) => this.file = file;

    /// <summary>Whether a credential is configured. Otherwise none is sent.</summary>
    public bool IsSet => file.Length > 0;

    /// <summary>Reads the access token or API key.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken) =>
        (await File.ReadAllTextAsync(file, cancellationToken)).Trim();

    internal async ValueTask<Metadata?> HeadersAsync(CancellationToken cancellationToken)
    {
        if (!IsSet)
        {
            return null;
        }

        try
        {
            return new Metadata { { "authorization", $"Bearer {await ReadAsync(cancellationToken)}" } };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, $"The upstream credential cannot be read: {fault.Message}"));
        }
    }
}
