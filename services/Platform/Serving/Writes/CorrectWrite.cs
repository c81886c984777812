using Google.Protobuf;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage.Writes;

namespace KosovoNato.Serving.Writes;

/// <summary>
/// A write that replaces some fields of a resource with the values in its request. The resource can be sent back as it was read: its etag
/// then counts like the etag of the request.
/// </summary>
/// <param name="fields">The fields that can be corrected.</param>
/// <param name="check">Finds all violations in the given resource.</param>
/// <param name="complete">Gets the resource before and after the correction; converts it to its stored form, or rejects the write.</param>
/// <param name="events">The events of the change: values of the service's event enum.</param>
public sealed class CorrectWrite<TRequest, TResource>(
    string[] fields,
    Action<TResource, FieldSelection, FieldViolations> check,
    Action<TRequest, TResource, TResource, Transaction> complete,
    params Enum[] events)
    : WriteOperation<TRequest, TResource>(
        (request, violations) =>
        {
            GivenResource<TRequest, TResource>.CheckEtag(request, request.Etag, violations);
            GivenResource<TRequest, TResource>.Check(
                request, FieldSelection.Check(request.UpdateMask, violations, fields), violations, check);
        },
        (request, draft) =>
        {
            var given = GivenResource<TRequest, TResource>.Of(request)!;
            var resource = draft.Edit<TResource>(given.Name, request.Etag.Length > 0 ? request.Etag : given.Etag);
            var before = resource.Clone();
            FieldSelection.Apply(request.UpdateMask, given, resource);
            complete(request, before, resource, draft);
            return draft.Put<TResource, Enum>(resource, events);
        })
    where TRequest : class, IMessage<TRequest>, ICorrectRequest, new()
    where TResource : class, IMessage<TResource>, IDeepCloneable<TResource>, IResource, new()
{
    /// <param name="keep">Converts the corrected resource to its stored form.</param>
    public CorrectWrite(
        string[] fields, Action<TResource, FieldSelection, FieldViolations> check, Action<TResource> keep, params Enum[] events)
        : this(fields, check, (_, _, resource, _) => keep(resource), events)
    {
    }

    /// <inheritdoc cref="CorrectWrite{TRequest,TResource}"/>
    public CorrectWrite(string[] fields, Action<TResource, FieldSelection, FieldViolations> check, params Enum[] events)
        : this(fields, check, (_, _, _, _) => { }, events)
    {
    }
}
