using System.Collections.Concurrent;
using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions;
using KosovoNato.Replication.Bus;

namespace KosovoNato.Testing;

/// <summary>A subscriber that records the messages it receives.</summary>
public sealed class RecordingSubscriber
{
    readonly ConcurrentQueue<(ChangeEventId Id, ChangeEnvelope Change)> changes = new();

    public IReadOnlyList<(ChangeEventId Id, ChangeEnvelope Change)> Changes => [.. changes];

    public IEnumerable<long> Revisions => changes.Select(change => change.Id.Revision);

    /// <summary>Which messages fail.</summary>
    public Func<ChangeEventId, bool> Fails { get; set; } = _ => false;

    public Subscription Subscribe(string queue) => new(RecognitionsModule.Schema.Changes, queue, TakeInAsync);

    public Task EventuallyAsync(int count, double seconds = 10) =>
        Eventually.True(() => changes.Count >= count, seconds, $"{count} changes were heard");

    Task TakeInAsync(ChangeEventId id, ChangeEnvelope change, CancellationToken cancellationToken)
    {
        changes.Enqueue((id, change));
        return Fails(id) ? throw new InvalidOperationException("It is made to fail.") : Task.CompletedTask;
    }
}
