using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Serving.Writes;

/// <summary>The resource in a request that creates or corrects it: the only field of that type.</summary>
static class GivenResource<TRequest, TResource>
    where TRequest : class, IMessage<TRequest>, new()
    where TResource : class, IMessage<TResource>, IResource, new()
{
    static readonly FieldDescriptor Field = new TRequest().Descriptor.Fields.InDeclarationOrder()
        .Single(field => field.FieldType == FieldType.Message && field.MessageType == new TResource().Descriptor);

    public static TResource? Of(TRequest request) => (TResource?)Field.Accessor.GetValue(request);

    /// <summary>Rejects an etag in the resource that differs from the etag of the request.</summary>
    public static void CheckEtag(TRequest request, string etag, FieldViolations violations)
    {
        if (Of(request) is { Etag.Length: > 0 } resource && etag.Length > 0 && resource.Etag != etag)
        {
            violations.Add("etag", $"must have the same value as `{Field.Name}.etag` if both are set");
            violations.Add($"{Field.Name}.etag", "must have the same value as `etag` if both are set");
        }
    }

    public static void Check(
        TRequest request, FieldSelection fields, FieldViolations violations, Action<TResource, FieldSelection, FieldViolations> check)
    {
        if (Of(request) is { } resource)
        {
            check(resource, fields, violations.At(Field.Name));
        }
        else
        {
            violations.Add(Field.Name, "is required: it contains the name and the values");
        }
    }
}
