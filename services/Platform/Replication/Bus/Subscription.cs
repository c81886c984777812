using KosovoNato.Changes.V1;
using KosovoNato.Kernel;

namespace KosovoNato.Replication.Bus;

/// <summary>A subscription to the changes of a service.</summary>
/// <param name="Topic">The topic of the service.</param>
/// <param name="Queue">
/// The name of the queue, "subscriber.publisher". Instances with the same name share the queue, and one at a time consumes from it.
/// </param>
/// <param name="HandleAsync">
/// Applies a change. Changes arrive one at a time; a change can arrive twice or be missing. If this function throws, the change is retried
/// and then dead-lettered.
/// </param>
public sealed record Subscription(
    ChangeTopic Topic, string Queue, Func<ChangeEventId, ChangeEnvelope, CancellationToken, Task> HandleAsync);
