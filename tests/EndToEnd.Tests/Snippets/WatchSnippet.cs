using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.EndToEnd.Tests.Snippets;

/// <summary>Watches with the client, as protos/README.md shows it.</summary>
static class WatchSnippet
{
    public static async Task RunAsync(Uri address, string resumeToken, TextWriter output, CancellationToken cancellationToken)
    {
        // README
        await using var client = new RecognitionsClient(new ClientOptions { Address = address });

        // Store it together with the results of the changes, and resume from it after a restart.
        var request = resumeToken.Length > 0 ? new WatchRequest { ResumeToken = resumeToken } : new WatchRequest();

        await foreach (var step in client.WatchAsync(request, cancellationToken))
        {
            if (step is not WatchEvent<WatchResponse>.Message { Response: var message })
            {
                output.WriteLine("the past is lost: a snapshot follows");
                continue;
            }

            foreach (var change in message.Snapshot)
            {
                output.WriteLine($"{change.Name} is of {change.Revision}");
            }

            if (message.SnapshotEnd is { } end)
            {
                output.WriteLine($"whole at {end.Revision}: what was not named is gone");
            }

            foreach (var changed in message.Revisions)
            {
                foreach (var change in changed.Changes)
                {
                    output.WriteLine($"{change.Name} {change.Kind} in {changed.Revision}, a {change.Resource.ResourceCase}");
                }
            }

            // Empty inside a snapshot: an interrupted snapshot is started again.
            resumeToken = message.ResumeToken;
        }
        // end of README
    }
}
