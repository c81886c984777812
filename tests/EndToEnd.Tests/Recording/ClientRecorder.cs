using KosovoNato.Client;
using KosovoNato.Client.Watching;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Recording;

/// <summary>Watches with the client library, as a partner does; the output must be one unbroken stream.</summary>
sealed class ClientRecorder(string name, RecognitionsClient client)
{
    readonly List<WatchStep> steps = [new WatchStep.OpenedWithSnapshot(WatchFilter.Everything)];
    long position;

    public long Position => Interlocked.Read(ref position);

    public RecordedWatch Recorded(long mustReach) => new(name) { Steps = steps, MustReach = mustReach };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var happened in client.WatchAsync(TestRequests.Watch(TimeSpan.FromSeconds(1)), cancellationToken))
            {
                switch (happened)
                {
                    case WatchEvent<WatchResponse>.Message message:
                        steps.Add(Versions.Of(message.Response));
                        Interlocked.Exchange(ref position, message.CompleteRevision ?? 0);
                        break;
                    case WatchEvent<WatchResponse>.SnapshotStart again when Position == 0:
                        steps.Add(new WatchStep.OpenedWithSnapshot(WatchFilter.Everything));
                        break;
                    case WatchEvent<WatchResponse>.SnapshotStart again:
                        Assert.Fail($"The watch had to start again at {Position}: {again.Reason}");
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The test has ended.
        }
    }
}
