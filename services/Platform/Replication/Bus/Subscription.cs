using KosovoNato.Changes.V1;
using KosovoNato.Kernel;

namespace KosovoNato.Replication.Bus;

/// <summary>Who wants the changes of a service.</summary>
/// <param name="Topic">The service's changes.</param>
/// <param name="Queue">The queue they wait in, "subscriber.publisher"; instances with the same one share it, one at a time.</param>
/// <param name="HandleAsync">
/// Takes in one change. Changes come one after the other; any may come twice, and one may be missing. What throws is tried
/// again, and then put aside.
/// </param>
public sealed record Subscription(
    ChangeTopic Topic, string Queue, Func<ChangeEventId, ChangeEnvelope, CancellationToken, Task> HandleAsync);
