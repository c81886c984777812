using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Writes;

namespace KosovoNato.Serving.Writes;

/// <summary>A kind of write.</summary>
public interface IWrite
{
    /// <summary>The type of the requests.</summary>
    MessageDescriptor Request { get; }

    /// <summary>Binds the write to a request of that type.</summary>
    BoundWrite For(IWriteRequest request);
}

/// <summary>A write bound to its request.</summary>
public sealed record BoundWrite(IWriteRequest Request, Action<FieldViolations> Check, Action<Transaction> Decide);

/// <summary>A kind of write, by the types of its request and of the resource that it writes.</summary>
/// <param name="check">Finds all violations in the request itself.</param>
/// <param name="decide">
/// Reads from the transaction and writes to it, or rejects the write; returns the written resource. Pure, without clock and I/O: it can run
/// again on a newer snapshot.
/// </param>
public class WriteOperation<TRequest, TResource>(Action<TRequest, FieldViolations> check, Func<TRequest, Transaction, TResource> decide)
    : IWrite
    where TRequest : class, IMessage<TRequest>, IWriteRequest, new()
    where TResource : class, IMessage<TResource>, IResource, new()
{
    public MessageDescriptor Request { get; } = new TRequest().Descriptor;

    public void Check(TRequest request, FieldViolations violations) => check(request, violations);

    public BoundWrite For(IWriteRequest request) =>
        new(request, violations => check((TRequest)request, violations), draft => decide((TRequest)request, draft));
}
