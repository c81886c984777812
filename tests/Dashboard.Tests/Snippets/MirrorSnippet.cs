using KosovoNato.Client;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Dashboard.Tests.Snippets;

/// <summary>A number that shows when it is out of date, as services/Dashboard/README.md shows it.</summary>
static class MirrorSnippet
{
    public static async Task RunAsync(Uri address, TextWriter output, CancellationToken cancellationToken)
    {
        // README
        await using var client = new RecognitionsClient(new ClientOptions { Address = address });
        await using var mirror = client.Mirror(bookmarkInterval: TimeSpan.FromSeconds(2));
        var shown = mirror.Current;
        while (true)
        {
            // Each view shows exactly one revision: half a list would give a wrong count.
            shown = await mirror.WaitForAsync(
                view => view.UpToDateAt is not null && (view.Revision, view.Status) != (shown.Revision, shown.Status), cancellationToken);
            var recognize = shown.Items.Values.Count(item => item.Recognition?.Status == RecognitionStatus.Recognized);
            output.WriteLine(shown.StaleSince is { } since
                ? $"{recognize} recognize, as of {since:u}; reconnecting"
                : $"{recognize} recognize, live at revision {shown.Revision}");
        }

        // end of README
    }
}
