using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Kernel.Errors;
using KosovoNato.Storage;

namespace KosovoNato.Serving.Requests;

/// <summary>
/// The filters of a service: one for each resource type, and one for Watch and Diff that has a field for each of the others. A filter
/// selects the same resources wherever it is used.
/// </summary>
public sealed class ResourceFilters(Schema schema)
{
    readonly Dictionary<MessageDescriptor, (int Type, Func<IMessage, FilterScope, Func<ResourceVersion, bool>?> Of)> byFilter = [];
    Func<IMessage, FieldViolations, IReadOnlyCollection<Enum>?> typesOf = (_, _) => null;

    /// <summary>Adds the filter of a resource type.</summary>
    /// <param name="of">Returns the predicate of a filter; null if the filter selects everything.</param>
    public ResourceFilters Add<TFilter, TResource>(Func<TFilter, FilterScope, Func<TResource, bool>?> of)
        where TFilter : class, IMessage<TFilter>, new()
        where TResource : class, IMessage<TResource>, new()
    {
        byFilter.Add(new TFilter().Descriptor, (schema.TypeOf<TResource>().Number, (filter, scope) =>
            of((TFilter)filter, scope) is { } matches ? version => matches(version.As<TResource>()) : null));
        return this;
    }

    /// <summary>Sets how the filter of all types selects types. Its other fields are the filters of single types.</summary>
    /// <param name="types">
    /// Returns the selected types, with the numbers of the fields of the <c>…Resource</c> message; null for all.
    /// </param>
    public ResourceFilters WithTypes<TFilter, TType>(Func<TFilter, FieldViolations, IReadOnlyCollection<TType>?> types)
        where TFilter : class, IMessage<TFilter>
        where TType : struct, Enum
    {
        typesOf = (filter, violations) => types((TFilter)filter, violations)?.Cast<Enum>().ToList();
        return this;
    }

    /// <summary>Returns the predicate of any filter; null if everything matches.</summary>
    internal Func<ResourceVersion, bool>? Of(IMessage? filter, FilterScope scope) =>
        filter is null ? null
        : byFilter.TryGetValue(filter.Descriptor, out var known) ? known.Of(filter, scope)
        : OfAllTypes(filter, scope);

    Func<ResourceVersion, bool> OfAllTypes(IMessage filter, FilterScope scope)
    {
        var isSelected = new bool[schema.Types.Max(type => type.Number) + 1];
        var matches = new Func<ResourceVersion, bool>?[isSelected.Length];
        var types = typesOf(filter, scope.Violations);
        foreach (var type in schema.Types)
        {
            isSelected[type.Number] = types is null || types.Any(selected => Convert.ToInt32(selected, null) == type.Number);
        }

        foreach (var field in filter.Descriptor.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
        {
            if (field.Accessor.GetValue(filter) is IMessage inner)
            {
                var (type, of) = byFilter[inner.Descriptor];
                matches[type] = of(inner, scope.At(field.Name));
            }
        }

        return version => isSelected[version.Type.Number] && (matches[version.Type.Number]?.Invoke(version) ?? true);
    }
}
