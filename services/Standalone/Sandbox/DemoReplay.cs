using Grpc.Core;
using KosovoNato.Client;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Standalone.Sandbox;

/// <summary>
/// Makes up changes, one after the other, so that the author of a dashboard sees life. Each round takes the next recorded facts: a state
/// that recognizes Kosovo, in the order of the recognitions, confirms it; a state that does not announces and grants recognition; a
/// milestone that is ready starts. The round ends with the retraction of all of it, so that the counts stay near the recorded ones.
/// </summary>
sealed class DemoReplay(
    RecognitionsClient recognitions, MilestonesClient milestones, TimeSpan interval, TextWriter errors, TimeProvider timeProvider)
{
    const string Subject = "XK";
    const string MostVisible = "organizations/nato";

    DateOnly Today => DateOnly.FromDateTime(timeProvider.GetUtcNow().UtcDateTime);

    /// <summary>Registers the source of the demo, and retracts what an earlier run left behind.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await recognitions.Rpc.RegisterSourceAsync(DemoFacts.SourceRequest, cancellationToken: cancellationToken);
        }
        catch (RpcException known) when (known.StatusCode == StatusCode.AlreadyExists)
        {
            // An earlier run has registered it.
        }

        await foreach (var recognition in RecognitionsAsync(cancellationToken))
        {
            // In reverse, as a later act may need an earlier one.
            foreach (var act in recognition.Acts.Reverse().Where(act => !act.Retracted && DemoFacts.IsDemo(act.Evidence)))
            {
                await RetractAsync(recognition.Name, act.Id, cancellationToken);
            }
        }

        await foreach (var milestone in MilestonesAsync(cancellationToken))
        {
            foreach (var move in milestone.Transitions.Reverse().Where(move => !move.Retracted && DemoFacts.IsDemo(move.Evidence)))
            {
                await RetractTransitionAsync(milestone.Name, move.Id, cancellationToken);
            }
        }
    }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(interval, timeProvider);
        while (true)
        {
            var known = await RecognitionsAsync(cancellationToken).ToListAsync(cancellationToken);
            var members = await recognitions.Rpc.CountRecognitionsAsync(
                new() { Organization = MostVisible }, cancellationToken: cancellationToken);
            // Members of NATO first: their acts have the most visible effects.
            List<Recognition> without = [.. known.Where(each => each.Status == RecognitionStatus.NotRecognized)
                .OrderBy(each => members.NonRecognizingStates.Contains(each.Recognizer) ? 0 : 1)];
            List<Recognition> with = [.. known.Where(each => each.Status == RecognitionStatus.Recognized)
                .OrderBy(each => each.RecognizedOn, StringComparer.Ordinal)];
            var ready = await MilestonesAsync(cancellationToken)
                .Where(each => each.Status is MilestoneStatus.Planned or MilestoneStatus.Proposed
                    && each.Outlook?.Readiness == Readiness.Ready)
                .ToListAsync(cancellationToken);
            for (var round = 0; round < Math.Max(without.Count, 1); round++)
            {
                foreach (var step in Round(Nth(with, round), Nth(without, round), Nth(ready, round)))
                {
                    await pace.WaitForNextTickAsync(cancellationToken);
                    await TryAsync(step, cancellationToken);
                }
            }
        }
    }

    static T? Nth<T>(List<T> items, int round) where T : class => items.Count == 0 ? null : items[round % items.Count];

    IEnumerable<Func<CancellationToken, Task>> Round(Recognition? confirming, Recognition? granting, Milestone? starting)
    {
        string confirmed = "", announced = "", granted = "", started = "";
        if (confirming is not null)
        {
            yield return async stop => confirmed = await RecordAsync(confirming, ActKind.Confirmed, stop);
        }

        if (granting is not null)
        {
            yield return async stop => announced = await RecordAsync(granting, ActKind.Announced, stop);
            yield return async stop => granted = await RecordAsync(granting, ActKind.Granted, stop);
        }

        if (starting is not null)
        {
            yield return async stop => started = await StartAsync(starting, stop);
        }

        // A step that failed has left its ID empty, and there is nothing to retract.
        if (confirmed.Length > 0)
        {
            yield return stop => RetractAsync(confirming!.Name, confirmed, stop);
        }

        if (started.Length > 0)
        {
            yield return stop => RetractTransitionAsync(starting!.Name, started, stop);
        }

        foreach (var act in new[] { granted, announced }.Where(act => act.Length > 0))
        {
            yield return stop => RetractAsync(granting!.Name, act, stop);
        }
    }

    async Task TryAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step(cancellationToken);
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            // A caller may have changed the same resource. The next round takes other ones.
            await errors.WriteLineAsync($"demo: a change was skipped: {failure.Status.Detail}");
        }
    }

    async Task<string> RecordAsync(Recognition recognition, ActKind kind, CancellationToken cancellationToken)
    {
        var request = new RecordActRequest
        {
            Recognizer = recognition.Recognizer,
            Subject = recognition.Subject,
            Act = DemoFacts.ActOf(kind, Today),
            Reason = DemoFacts.Reason,
        };
        var recorded = await recognitions.Rpc.RecordActAsync(request, cancellationToken: cancellationToken);
        // Acts are sorted by date, and numbered in the order of their recording.
        return recorded.Recognition.Acts.Select(act => act.Id).MaxBy(id => (id.Length, id))!;
    }

    async Task<string> StartAsync(Milestone milestone, CancellationToken cancellationToken)
    {
        var request = new StartMilestoneRequest { Name = milestone.Name, Evidence = DemoFacts.Evidence, Reason = DemoFacts.Reason };
        var started = await milestones.Rpc.StartMilestoneAsync(request, cancellationToken: cancellationToken);
        return started.Milestone.Transitions[^1].Id;
    }

    Task RetractAsync(string name, string actId, CancellationToken cancellationToken) => recognitions.Rpc.RetractActAsync(
        new() { Name = name, ActId = actId, Reason = DemoFacts.Reason }, cancellationToken: cancellationToken).ResponseAsync;

    Task RetractTransitionAsync(string name, string transitionId, CancellationToken cancellationToken) =>
        milestones.Rpc.RetractTransitionAsync(
            new() { Name = name, TransitionId = transitionId, Reason = DemoFacts.Reason }, cancellationToken: cancellationToken)
            .ResponseAsync;

    IAsyncEnumerable<Recognition> RecognitionsAsync(CancellationToken cancellationToken) => Pages.AllAsync(
        recognitions.Rpc.ListRecognitionsAsync, new ListRecognitionsRequest { PageSize = 1_000 }, page => page.Recognitions,
        cancellationToken)
        .Where(recognition => recognition.Subject == Subject);

    IAsyncEnumerable<Milestone> MilestonesAsync(CancellationToken cancellationToken) => Pages.AllAsync(
        milestones.Rpc.ListMilestonesAsync, new ListMilestonesRequest { PageSize = 1_000 }, page => page.Milestones, cancellationToken);
}
