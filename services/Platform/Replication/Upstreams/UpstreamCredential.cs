using Grpc.Core;

namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// What a program shows to its upstreams, from a file that is read for each attempt: the platform it runs on renews such tokens
/// in place.
/// </summary>
public sealed class UpstreamCredential
{
    readonly string file;

    internal UpstreamCredential(string file) => this.file = file;

    /// <summary>Whether there is one; without it, none is sent.</summary>
    public bool IsSet => file.Length > 0;

    /// <summary>The access token or API key.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
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
            throw new RpcException(new Status(StatusCode.Unauthenticated, $"The credential for it cannot be read: {fault.Message}"));
        }
    }
}
