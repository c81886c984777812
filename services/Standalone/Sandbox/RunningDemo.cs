using Grpc.Core;
using KosovoNato.Client;

namespace KosovoNato.Standalone.Sandbox;

/// <summary>A demo with its clients, until it is disposed.</summary>
sealed class RunningDemo : IAsyncDisposable
{
    readonly RecognitionsClient recognitions;
    readonly MilestonesClient milestones;
    readonly CancellationTokenSource stop = new();

    RunningDemo(RecognitionsClient recognitions, MilestonesClient milestones, TimeSpan interval, TextWriter errors)
    {
        (this.recognitions, this.milestones) = (recognitions, milestones);
        Ended = RunAsync(new(recognitions, milestones, interval, errors, TimeProvider.System));
    }

    /// <summary>Completes when the demo was stopped, and fails if it cannot go on.</summary>
    public Task Ended { get; }

    public static RunningDemo Start(ClientOptions recognitions, ClientOptions milestones, TimeSpan interval, TextWriter errors) =>
        new(new(recognitions), new(milestones), interval, errors);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await ((Task)Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await recognitions.DisposeAsync();
        await milestones.DisposeAsync();
        stop.Dispose();
    }

    async Task RunAsync(DemoReplay replay)
    {
        try
        {
            await replay.PrepareAsync(stop.Token);
            await replay.RunAsync(stop.Token);
        }
        catch (Exception end) when (end is OperationCanceledException or RpcException && stop.IsCancellationRequested)
        {
            // The program ends.
        }
        catch (RpcException failure)
        {
            throw StandaloneException.NoAnswer($"{failure.StatusCode}: {failure.Status.Detail}", failure);
        }
    }
}
