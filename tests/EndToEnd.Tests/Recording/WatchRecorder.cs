using Grpc.Core;
using KosovoNato.Recognitions.V1;
using KosovoNato.Testing.Histories;

namespace KosovoNato.EndToEnd.Tests.Recording;

/// <summary>
/// Watches by the bare RPC and writes down every message. Resumes by itself, and on purpose not as carefully as the client
/// library: that one would drop a repeated revision, which is what is looked for here.
/// </summary>
sealed class WatchRecorder(string name, RecognitionService.RecognitionServiceClient rpc)
{
    readonly List<WatchStep> steps = [];
    readonly List<string> tokens = [];
    long position;

    public WatchFilter Filter { get; init; } = WatchFilter.Everything;

    /// <summary>The same filter as the service gets it.</summary>
    public RecognitionsFilter? WireFilter { get; init; }

    /// <summary>Waits between two messages.</summary>
    public Func<CancellationToken, Task>? Pause { get; init; }

    /// <summary>After how many messages, at most, it breaks off and resumes at one of its last tokens; 0: never by itself.</summary>
    public int BreaksOffWithin { get; init; }

    /// <summary>The revision up to which the service has said that everything is here.</summary>
    public long Position => Interlocked.Read(ref position);

    /// <summary>What was recorded; only to be asked for after <see cref="RunAsync"/> has ended.</summary>
    public RecordedWatch Recorded(long mustReach) => new(name) { Steps = steps, MustReach = mustReach };

    /// <summary>Watches until stopped. Ends with an error if the service does not let it go on: nothing here justifies that.</summary>
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
                // As a client would; a service that is away is not asked without end.
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

        // Mostly the last one; a client that saves its place less often resumes at an earlier one.
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

    /// <summary>A killed server, or one that stops. What names another reason is an answer and stays.</summary>
    static bool MayPass(RpcException error) =>
        error.StatusCode == StatusCode.Unavailable
        || (error.Reason().Length == 0 && error.StatusCode is StatusCode.Cancelled or StatusCode.Internal or StatusCode.Unknown);
}
