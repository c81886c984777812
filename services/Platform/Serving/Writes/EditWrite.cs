using Google.Protobuf;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Writes;

namespace KosovoNato.Serving.Writes;

/// <summary>A write that changes the resource that its request names.</summary>
/// <param name="check">Finds all violations in the request itself.</param>
/// <param name="change">Changes the resource, or rejects the write. Pure, like all decisions.</param>
/// <param name="events">The events of the change: values of the service's event enum.</param>
public sealed class EditWrite<TRequest, TResource>(
    Action<TRequest, FieldViolations> check, Action<TRequest, TResource, Transaction> change, params Enum[] events)
    : WriteOperation<TRequest, TResource>(check, (request, draft) =>
    {
        var resource = draft.Edit<TResource>(request.Name, request.Etag);
        change(request, resource, draft);
        return draft.Put<TResource, Enum>(resource, events);
    })
    where TRequest : class, IMessage<TRequest>, IEditRequest, new()
    where TResource : class, IMessage<TResource>, IDeepCloneable<TResource>, IResource, new();
