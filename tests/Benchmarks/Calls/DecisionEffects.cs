using System.Diagnostics;
using Grpc.Core;
using HdrHistogram;
using KosovoNato.Benchmarks.Loads;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;

namespace KosovoNato.Benchmarks.Calls;

/// <summary>
/// A watcher of one resource that a write elsewhere moves. All resources of its kind move in the same revision, so it stands for all.
/// </summary>
sealed class DecisionEffects : IAsyncDisposable
{
    readonly CancellationTokenSource stop = new();
    readonly Func<CancellationToken, IAsyncEnumerable<bool>> watch;
    TaskCompletionSource<long> next = New();
    Task reading = Task.CompletedTask;

    DecisionEffects(string what, Func<CancellationToken, IAsyncEnumerable<bool>> watch) => (What, this.watch) = (what, watch);

    /// <summary>The resources, in the plural.</summary>
    public string What { get; }

    public LongHistogram Times { get; } = Measurement.NewTimes();

    /// <summary>The outlook of one question.</summary>
    public static DecisionEffects OfOutlook(CallInvoker invoker) => new("outlooks", cancel =>
        new RecognitionService.RecognitionServiceClient(invoker).Watch(
            new()
            {
                FromNow = true,
                Filter = new()
                {
                    ResourceTypes = { RecognitionsResourceType.Question },
                    Questions = new() { Organizations = { "organizations/benchmark-0" } },
                },
            },
            cancellationToken: cancel)
            .ResponseStream.ReadAllAsync(cancel).Select(message => message.Revisions.Count > 0));

    /// <summary>The milestone on the track of the sample.</summary>
    public static DecisionEffects OfMilestone(CallInvoker invoker) => new("milestones", cancel =>
        new MilestoneService.MilestoneServiceClient(invoker).Watch(
            new()
            {
                FromNow = true,
                Filter = new()
                {
                    ResourceTypes = { MilestonesResourceType.Milestone },
                    Milestones = new() { Tracks = { DecisionFacts.SampleTrack } },
                },
            },
            cancellationToken: cancel)
            .ResponseStream.ReadAllAsync(cancel).Select(message => message.Revisions.Count > 0));

    /// <summary>The recommendation to the addressee of the sample.</summary>
    public static DecisionEffects OfRecommendation(CallInvoker invoker) => new("recommendations", cancel =>
        new RecommendationService.RecommendationServiceClient(invoker).Watch(
            new() { FromNow = true, Filter = new() { Recommendations = new() { Addressees = { DecisionFacts.SampleAddressee } } } },
            cancellationToken: cancel)
            .ResponseStream.ReadAllAsync(cancel).Select(message => message.Revisions.Count > 0));

    /// <summary>Starts watching, and waits until the watch has begun.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        reading = ReadAsync(begun);
        await begun.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Waits for the next change, and records the time since the write was sent.</summary>
    public async Task NextAsync(long sent)
    {
        var arrived = await Volatile.Read(ref next).Task;
        Measurement.Record(Times, Stopwatch.GetElapsedTime(sent, arrived));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await reading;
        stop.Dispose();
    }

    async Task ReadAsync(TaskCompletionSource begun)
    {
        try
        {
            await foreach (var hasChanges in watch(stop.Token))
            {
                begun.TrySetResult();
                if (hasChanges)
                {
                    Interlocked.Exchange(ref next, New()).TrySetResult(Stopwatch.GetTimestamp());
                }
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The measurement has ended.
        }
        catch (RpcException ended)
        {
            begun.TrySetException(ended);
            Volatile.Read(ref next).TrySetException(ended);
        }
    }

    static TaskCompletionSource<long> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
