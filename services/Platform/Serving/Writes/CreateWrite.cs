using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Writes;

namespace KosovoNato.Serving.Writes;

/// <summary>A write that creates the resource in its request.</summary>
/// <param name="check">Finds all violations in the given resource.</param>
/// <param name="complete">Converts the resource to its stored form, or rejects the write. Pure, like all decisions.</param>
/// <param name="events">The events of the change: values of the service's event enum.</param>
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
    /// <param name="keep">Converts the resource to its stored form.</param>
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
