using Google.Protobuf;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Writes;

namespace KosovoNato.Serving.Writes;

/// <summary>A write that changes the resource that its request names.</summary>
/// <param name="check">Finds everything that is wrong with the request itself.</param>
/// <param name="change">Changes the resource, or refuses. Pure, as all decisions.</param>
/// <param name="events">What happened, in the domain's words: values of the service's event enum.</param>
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
