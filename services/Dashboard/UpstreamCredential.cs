using KosovoNato.Replication.Upstreams;
using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard;

/// <summary>What the dashboard shows to the services, from a file that the platform it runs on may renew in place.</summary>
sealed class UpstreamCredential(IOptions<UpstreamOptions> options)
{
    readonly string file = options.Value.CredentialFile;

    public bool IsSet => file.Length > 0;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken) => (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
}
