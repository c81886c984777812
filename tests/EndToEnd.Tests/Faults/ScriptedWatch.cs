using Grpc.Core;
using KosovoNato.EndToEnd.Tests.Recording;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Faults;

/// <summary>A watcher that the test controls step by step. It records everything that it receives.</summary>
sealed class ScriptedWatch(RecognitionService.RecognitionServiceClient rpc) : IDisposable
{
    readonly List<WatchStep> steps = [];
    AsyncServerStreamingCall<WatchResponse>? stream;
    string token = "";
    long position;

    public RecordedWatch Recorded => new("scripted") { Steps = steps };

    public void OpenSnapshot()
    {
        steps.Add(new WatchStep.OpenedWithSnapshot(WatchFilter.Everything));
        Open(TestRequests.Watch(TimeSpan.FromSeconds(1)));
    }

    /// <summary>Opens a new stream at the last token, optionally with a filter other than the token's.</summary>
    public void Resume(WatchFilter? filter = null, RecognitionsFilter? wire = null)
    {
        steps.Add(new WatchStep.Resumed(filter ?? WatchFilter.Everything, token));
        Open(new() { ResumeToken = token, Filter = wire, BookmarkInterval = TestRequests.Watch(TimeSpan.FromSeconds(1)).BookmarkInterval });
    }

    /// <summary>Reads until the service has confirmed every revision up to this one, or has returned an error.</summary>
    public async Task ReadToAsync(long revision)
    {
        try
        {
            while (position < revision && await stream!.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WithinAsync(15))
            {
                var message = stream.ResponseStream.Current;
                steps.Add(Versions.Of(message));
                token = message.ResumeToken.Length > 0 ? message.ResumeToken : token;
                position = Math.Max(
                    message.Bookmark?.Revision ?? message.SnapshotEnd?.Revision ?? 0, message.Revisions.LastOrDefault()?.Revision ?? 0);
            }
        }
        catch (RpcException e)
        {
            steps.Add(new WatchStep.Ended($"{e.StatusCode} {e.Reason()}"));
        }
    }

    public void Dispose() => stream?.Dispose();

    void Open(WatchRequest request)
    {
        stream?.Dispose();
        position = 0;
        stream = rpc.Watch(request);
    }
}
