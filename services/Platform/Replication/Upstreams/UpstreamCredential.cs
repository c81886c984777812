using Grpc.Core;

namespace KosovoNato.Replication.Upstreams;

/// <summary>
/// What a service shows to its neighbors, from a file that is read for each attempt: the platform it runs on renews such tokens
/// in place.
/// </summary>
sealed class UpstreamCredential(string file)
{
    public async ValueTask<Metadata?> HeadersAsync(CancellationToken cancellationToken)
    {
        if (file.Length == 0)
        {
            return null;
        }

        try
        {
            return new Metadata { { "authorization", $"Bearer {(await File.ReadAllTextAsync(file, cancellationToken)).Trim()}" } };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, $"The credential for it cannot be read: {fault.Message}"));
        }
    }
}
