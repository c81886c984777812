using Google.Protobuf;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Writes;

namespace KosovoNato.Serving.Writes;

/// <summary>One kind of write.</summary>
/// <param name="Check">Finds everything that is wrong with the request itself.</param>
/// <param name="Decide">Reads and puts on the draft, or refuses. Pure: no clock, no I/O; it may run again on a newer state.
/// Returns the resource it wrote.</param>
public sealed record Write<TRequest, TResource>(Action<TRequest, FieldViolations> Check, Func<TRequest, Transaction, TResource> Decide)
    where TRequest : class, IMessage<TRequest>, IWriteRequest
    where TResource : class, IMessage<TResource>, IResource, new()
{
    /// <summary>The write bound to its request, as a step of a batch.</summary>
    public BatchedWrite For(TRequest request) =>
        new(request, violations => Check(request, violations), draft => Decide(request, draft));
}

/// <summary>A write bound to its request.</summary>
public sealed record BatchedWrite(IWriteRequest Request, Action<FieldViolations> Check, Action<Transaction> Decide);
