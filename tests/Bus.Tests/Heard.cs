using System.Collections.Concurrent;
using KosovoNato.Changes.V1;
using KosovoNato.Platform.Bus;
using KosovoNato.Platform.Changes;
using KosovoNato.Recognitions;
using KosovoNato.Testing;

namespace KosovoNato.Bus.Tests;

/// <summary>A subscriber that notes what it hears.</summary>
sealed class Heard
{
    readonly ConcurrentQueue<(EventId Id, ChangeEnvelope Change)> changes = new();

    public IReadOnlyList<(EventId Id, ChangeEnvelope Change)> Changes => [.. changes];

    public IEnumerable<long> Revisions => changes.Select(change => change.Id.Revision);

    /// <summary>Decides what fails.</summary>
    public Func<EventId, bool> Fails { get; set; } = _ => false;

    public Subscription Subscribe(string queue) => new(RecognitionsModule.Schema.Changes, queue, TakeInAsync);

    public Task EventuallyAsync(int count, double seconds = 10) => Eventually.True(() => changes.Count >= count, seconds, $"{count} changes were heard");

    Task TakeInAsync(EventId id, ChangeEnvelope change, CancellationToken cancel)
    {
        changes.Enqueue((id, change));
        return Fails(id) ? throw new InvalidOperationException("It is made to fail.") : Task.CompletedTask;
    }
}
