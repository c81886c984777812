using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Writes;

namespace KosovoNato.Serving.Writes;

/// <summary>A write that adds the resource that its request gives.</summary>
/// <param name="check">Finds everything that is wrong with the given resource.</param>
/// <param name="complete">Brings the resource into the form in which it is kept, or refuses. Pure, as all decisions.</param>
/// <param name="events">What happened, in the domain's words: values of the service's event enum.</param>
public sealed class CreateWrite<TRequest, TResource>(
    Action<TResource, FieldSelection, FieldViolations> check, Action<TResource, Transaction> complete, params Enum[] events)
    : WriteOperation<TRequest, TResource>(
        (request, violations) => GivenResource<TRequest, TResource>.Check(request, FieldSelection.All, violations, check),
        (request, draft) =>
        {
            var resource = draft.New(GivenResource<TRequest, TResource>.Of(request)!);
            complete(resource, draft);
            return draft.Put<TResource, Enum>(resource, events);
        })
    where TRequest : class, IMessage<TRequest>, IWriteRequest, new()
    where TResource : class, IMessage<TResource>, IDeepCloneable<TResource>, IResource, new()
{
    /// <param name="keep">Brings the resource into the form in which it is kept.</param>
    public CreateWrite(Action<TResource, FieldSelection, FieldViolations> check, Action<TResource> keep, params Enum[] events)
        : this(check, (resource, _) => keep(resource), events)
    {
    }

    /// <inheritdoc cref="CreateWrite{TRequest,TResource}"/>
    public CreateWrite(Action<TResource, FieldSelection, FieldViolations> check, params Enum[] events)
        : this(check, (_, _) => { }, events)
    {
    }
}
