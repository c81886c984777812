using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Recording;

/// <summary>
/// Watches with the plain RPC and records every message. Resumes automatically, and deliberately with less care than the client library,
/// which would drop the repeated revisions that this test looks for.
/// </summary>
sealed class WatchRecorder(string name, RecognitionService.RecognitionServiceClient rpc)
{
    readonly List<WatchStep> steps = [];
    readonly List<string> tokens = [];
    long position;

    public WatchFilter Filter { get; init; } = WatchFilter.Everything;

    /// <summary>The same filter in the form of the request.</summary>
    public RecognitionsFilter? WireFilter { get; init; }

    /// <summary>A delay between two messages.</summary>
    public Func<CancellationToken, Task>? Pause { get; init; }

    /// <summary>
    /// The maximum number of messages before the watcher breaks off and resumes at one of its last tokens. 0 if it never breaks off.
    /// </summary>
    public int BreaksOffWithin { get; init; }

    /// <summary>The revision up to which the service has confirmed completeness.</summary>
    public long Position => Interlocked.Read(ref position);

    /// <summary>The recorded watch. Available after <see cref="RunAsync"/> has ended.</summary>
    public RecordedWatch Recorded(long mustReach) => new(name) { Steps = steps, MustReach = mustReach };

    /// <summary>Watches until stopped. Fails if the service rejects a resume, because nothing in these tests justifies that.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var breakOff = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                await StreamAsync(breakOff);
            }
            catch (OperationCanceledException) when (breakOff.IsCancellationRequested)
            {
                steps.Add(new WatchStep.Ended("broken off"));
            }
            catch (RpcException e) when (cancellationToken.IsCancellationRequested || breakOff.IsCancellationRequested || MayPass(e))
            {
                steps.Add(new WatchStep.Ended($"{e.StatusCode} {e.Reason()}"));
                // Wait like a client, so that an unavailable service is not called in a tight loop.
                await Task.Delay(20, CancellationToken.None);
            }
        }
    }

    async Task StreamAsync(CancellationTokenSource breakOff)
    {
        var left = BreaksOffWithin == 0 ? int.MaxValue : Random.Shared.Next(1, BreaksOffWithin);
        using var call = rpc.Watch(Open(), cancellationToken: breakOff.Token);
        await foreach (var message in call.ResponseStream.ReadAllAsync(breakOff.Token))
        {
            Take(message);
            if (--left == 0)
            {
                await breakOff.CancelAsync();
            }

            if (Pause is not null)
            {
                await Pause(breakOff.Token);
            }
        }
    }

    WatchRequest Open()
    {
        var request = TestRequests.Watch(TimeSpan.FromSeconds(1), WireFilter);
        if (tokens.Count == 0)
        {
            steps.Add(new WatchStep.OpenedWithSnapshot(Filter));
            return request;
        }

        // Usually the last token; a client that saves its position less often resumes at an earlier one.
        var back = BreaksOffWithin == 0 ? 0 : Random.Shared.Next(Math.Min(3, tokens.Count));
        request.ResumeToken = tokens[^(1 + back)];
        steps.Add(new WatchStep.Resumed(Filter, request.ResumeToken));
        return request;
    }

    void Take(WatchResponse message)
    {
        steps.Add(Versions.Of(message));
        if (message.ResumeToken.Length > 0)
        {
            tokens.Add(message.ResumeToken);
        }

        var revision = message.Bookmark?.Revision ?? message.SnapshotEnd?.Revision ?? 0;
        Interlocked.Exchange(ref position, Math.Max(revision, message.Revisions.Count > 0 ? message.Revisions[^1].Revision : 0));
    }

    /// <summary>Whether the server was killed or is stopping. An error with another reason is final.</summary>
    static bool MayPass(RpcException error) =>
        error.StatusCode == StatusCode.Unavailable
        || (error.Reason().Length == 0 && error.StatusCode is StatusCode.Cancelled or StatusCode.Internal or StatusCode.Unknown);
}
